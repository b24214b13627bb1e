// oneDNN as AirSlice uses it: operations with fixed shapes, made once, bound to their buffers once, run many times.
// Hides oneDNN's descriptors, whose layout differs between the 2.x and 3.x series. Every function returns 0 or an
// oneDNN status; airslice_dnnl_status_text names it.
#ifndef AIRSLICE_CONEDNN_H
#define AIRSLICE_CONEDNN_H

#include <stddef.h>

typedef struct airslice_dnnl_context airslice_dnnl_context;
typedef struct airslice_dnnl_operation airslice_dnnl_operation;

typedef enum { AIRSLICE_DNNL_FLOAT32, AIRSLICE_DNNL_BFLOAT16 } airslice_dnnl_type;

/// What a buffer is to an operation.
typedef enum {
  AIRSLICE_DNNL_SOURCE,
  AIRSLICE_DNNL_SECOND_SOURCE,
  AIRSLICE_DNNL_WEIGHTS,
  AIRSLICE_DNNL_BIAS,
  AIRSLICE_DNNL_DESTINATION,
  AIRSLICE_DNNL_MEAN,
  AIRSLICE_DNNL_VARIANCE,
  AIRSLICE_DNNL_SCALE,
  AIRSLICE_DNNL_SHIFT,
  AIRSLICE_DNNL_WORKSPACE,
  AIRSLICE_DNNL_GRADIENT_OF_SOURCE,
  AIRSLICE_DNNL_GRADIENT_OF_DESTINATION,
  AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS,
  AIRSLICE_DNNL_GRADIENT_OF_BIAS,
  AIRSLICE_DNNL_GRADIENT_OF_SCALE,
  AIRSLICE_DNNL_GRADIENT_OF_SHIFT,
} airslice_dnnl_role;

/// How activations lie in memory. Blocked: channels in groups of 16, the last one filled up with zeros; the fastest one
/// in training, where channels that are no multiple of 16 leave batch normalisation of the other two without vectors.
typedef enum { AIRSLICE_DNNL_CHANNELS_LAST, AIRSLICE_DNNL_CHANNELS_FIRST, AIRSLICE_DNNL_BLOCKED } airslice_dnnl_layout;

/// A batch of activations.
typedef struct {
  int batch, channels, height, width;
  airslice_dnnl_layout layout;
} airslice_dnnl_shape;

/// A square convolution with "same" padding (kernel - 1) / 2. groups is 1, or input.channels for a depthwise one.
typedef struct {
  airslice_dnnl_shape input;
  airslice_dnnl_layout output_layout;
  int output_channels, groups, kernel, stride;
} airslice_dnnl_convolution;

enum {
  AIRSLICE_DNNL_WITH_BIAS = 1,    // adds a bias
  AIRSLICE_DNNL_WITH_RELU = 2,    // applies ReLU at the end
  AIRSLICE_DNNL_ACCUMULATE = 4,   // adds to what the destination holds
  AIRSLICE_DNNL_FOR_TRAINING = 8, // keeps what the backward pass needs
  AIRSLICE_DNNL_GLOBAL_STATISTICS = 16, // normalises with the mean and variance that are given
};

const char *airslice_dnnl_status_text(int status);
/// The library's version as major * 10000 + minor * 100 + patch.
int airslice_dnnl_version(void);
/// Whether the kernels in use have vectors of 16 float32 (AVX-512): then blocks of 16 channels are the fast layout.
int airslice_dnnl_has_vectors_of_16(void);
/// Whether the kernels in use multiply tiles of bfloat16 (AMX).
int airslice_dnnl_has_tiles(void);

/// An engine, a stream and scratch memory; `threads` OpenMP threads make and run its operations. A context and its
/// operations belong to one thread at a time.
int airslice_dnnl_context_create(airslice_dnnl_context **context, int threads);
void airslice_dnnl_context_destroy(airslice_dnnl_context *context);

int airslice_dnnl_convolution_forward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                      const airslice_dnnl_convolution *shape, airslice_dnnl_type type, int flags);
/// The gradients of a convolution made with AIRSLICE_DNNL_FOR_TRAINING; those of weights and bias are float32.
int airslice_dnnl_convolution_backward_data(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                            const airslice_dnnl_convolution *shape, airslice_dnnl_type type,
                                            const airslice_dnnl_operation *forward);
int airslice_dnnl_convolution_backward_weights(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                               const airslice_dnnl_convolution *shape, airslice_dnnl_type type,
                                               int flags, const airslice_dnnl_operation *forward);
/// Batch normalisation over batch statistics; AIRSLICE_DNNL_WITH_RELU fuses the ReLU. Variance is the biased one.
int airslice_dnnl_batch_normalization_forward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                              const airslice_dnnl_shape *shape, airslice_dnnl_type type,
                                              float epsilon, int flags);
int airslice_dnnl_batch_normalization_backward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                               const airslice_dnnl_shape *shape, airslice_dnnl_type type,
                                               float epsilon, int flags, const airslice_dnnl_operation *forward);
/// The mean over height and width.
int airslice_dnnl_average_pooling_forward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                          const airslice_dnnl_shape *shape, airslice_dnnl_type type);
int airslice_dnnl_average_pooling_backward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                           const airslice_dnnl_shape *shape, airslice_dnnl_type type,
                                           const airslice_dnnl_operation *forward);
/// destination (float32, left × right) = the sum over `rows` of the products of a row's elements: of the source (rows ×
/// left) with those of the weights (rows × right), all of them plain matrices.
int airslice_dnnl_product_over_rows(airslice_dnnl_operation **operation, airslice_dnnl_context *context, int rows,
                                    int left, int right, airslice_dnnl_type type);
/// destination = source + second source; the destination may be one of them.
int airslice_dnnl_add(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                      const airslice_dnnl_shape *shape, airslice_dnnl_type type);
/// Converts activations of `shape` and type `from` to another layout and type.
int airslice_dnnl_convert(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                          const airslice_dnnl_shape *shape, airslice_dnnl_type from, airslice_dnnl_layout layout,
                          airslice_dnnl_type to);
/// Converts PyTorch's float32 weights (output, input, height, width) to the layout that `target` wants as `role`.
int airslice_dnnl_pack(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                       const airslice_dnnl_operation *target, airslice_dnnl_role role);
/// The way back: from the layout in which `origin` leaves `role` to PyTorch's.
int airslice_dnnl_unpack(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                         const airslice_dnnl_operation *origin, airslice_dnnl_role role);

/// Bytes that the operation needs as `role`; 0 when it takes no such buffer.
size_t airslice_dnnl_bytes(const airslice_dnnl_operation *operation, airslice_dnnl_role role);
int airslice_dnnl_bind(airslice_dnnl_operation *operation, airslice_dnnl_role role, void *buffer);
/// Runs to the end. Every buffer must be bound.
int airslice_dnnl_run(airslice_dnnl_operation *operation);
void airslice_dnnl_destroy(airslice_dnnl_operation *operation);

#endif
