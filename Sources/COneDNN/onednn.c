// See COneDNN.h. One operation owns its primitive, its descriptor and one memory object for each argument.

#include "COneDNN.h"

#include <stdlib.h>

#include "version.h"

// libgomp's own name for it: OpenMP's header is not always installed beside the library.
extern void omp_set_num_threads(int count);

struct airslice_dnnl_context {
  dnnl_engine_t engine;
  dnnl_stream_t stream;
  int threads;
  void *scratch; // shared by the operations, which run one after the other
  size_t scratch_needed, scratch_bytes;
};

enum { most_arguments = 12 };

struct airslice_dnnl_operation {
  airslice_dnnl_context *context;
  dnnl_primitive_desc_t description;
  dnnl_primitive_t primitive;
  dnnl_exec_arg_t arguments[most_arguments];
  int count;
  size_t scratch_bytes;
  int ignores_shift;
};

const char *airslice_dnnl_status_text(int status) { return dnnl_status2str((dnnl_status_t)status); }

int airslice_dnnl_version(void) {
  const dnnl_version_t *version = dnnl_version();
  return version->major * 10000 + version->minor * 100 + version->patch;
}

int airslice_dnnl_has_vectors_of_16(void) {
  return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core;
}

int airslice_dnnl_has_tiles(void) {
  return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core_amx) == dnnl_cpu_isa_avx512_core_amx;
}

int airslice_dnnl_context_create(airslice_dnnl_context **context, int threads) {
  airslice_dnnl_context *made = calloc(1, sizeof *made);
  if (!made) return dnnl_out_of_memory;
  made->threads = threads;
  dnnl_status_t status = dnnl_engine_create(&made->engine, dnnl_cpu, 0);
  if (status == dnnl_success) status = dnnl_stream_create(&made->stream, made->engine, dnnl_stream_default_flags);
  if (status != dnnl_success) {
    airslice_dnnl_context_destroy(made);
    return status;
  }
  *context = made;
  return dnnl_success;
}

void airslice_dnnl_context_destroy(airslice_dnnl_context *context) {
  if (context->stream) dnnl_stream_destroy(context->stream);
  if (context->engine) dnnl_engine_destroy(context->engine);
  free(context->scratch);
  free(context);
}

static dnnl_data_type_t data_type(airslice_dnnl_type type) {
  return type == AIRSLICE_DNNL_BFLOAT16 ? dnnl_bf16 : dnnl_f32;
}

static int argument_number(airslice_dnnl_role role) {
  switch (role) {
    case AIRSLICE_DNNL_SOURCE: return DNNL_ARG_SRC;
    case AIRSLICE_DNNL_SECOND_SOURCE: return DNNL_ARG_SRC_1;
    case AIRSLICE_DNNL_WEIGHTS: return DNNL_ARG_WEIGHTS;
    case AIRSLICE_DNNL_BIAS: return DNNL_ARG_BIAS;
    case AIRSLICE_DNNL_DESTINATION: return DNNL_ARG_DST;
    case AIRSLICE_DNNL_MEAN: return DNNL_ARG_MEAN;
    case AIRSLICE_DNNL_VARIANCE: return DNNL_ARG_VARIANCE;
    case AIRSLICE_DNNL_SCALE: return DNNL_ARG_SCALE;
    case AIRSLICE_DNNL_SHIFT: return DNNL_ARG_SHIFT;
    case AIRSLICE_DNNL_WORKSPACE: return DNNL_ARG_WORKSPACE;
    case AIRSLICE_DNNL_GRADIENT_OF_SOURCE: return DNNL_ARG_DIFF_SRC;
    case AIRSLICE_DNNL_GRADIENT_OF_DESTINATION: return DNNL_ARG_DIFF_DST;
    case AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS: return DNNL_ARG_DIFF_WEIGHTS;
    case AIRSLICE_DNNL_GRADIENT_OF_BIAS: return DNNL_ARG_DIFF_BIAS;
    case AIRSLICE_DNNL_GRADIENT_OF_SCALE: return DNNL_ARG_DIFF_SCALE;
    case AIRSLICE_DNNL_GRADIENT_OF_SHIFT: return DNNL_ARG_DIFF_SHIFT;
  }
  return 0;
}

// What the primitive's descriptor is asked for to learn an argument's layout.
static layout_ref argument_layout(const_dnnl_primitive_desc_t description, int argument) {
  return (layout_ref)dnnl_primitive_desc_query_md(description, dnnl_query_exec_arg_md, argument);
}

static layout_ref role_layout(const airslice_dnnl_operation *operation, airslice_dnnl_role role) {
  layout_ref found = argument_layout(operation->description, argument_number(role));
  return found && dnnl_memory_desc_get_size(found) ? found : NULL;
}

// The place of an argument among those bound, or a new one behind them.
static dnnl_exec_arg_t *argument_place(airslice_dnnl_operation *operation, int argument) {
  for (int index = 0; index < operation->count; index++)
    if (operation->arguments[index].arg == argument) return &operation->arguments[index];
  return operation->count < most_arguments ? &operation->arguments[operation->count] : NULL;
}

static dnnl_status_t bind_argument(airslice_dnnl_operation *operation, int argument, void *buffer) {
  layout_ref wanted = argument_layout(operation->description, argument);
  dnnl_exec_arg_t *place = argument_place(operation, argument);
  if (!wanted || !dnnl_memory_desc_get_size(wanted) || !place) return dnnl_invalid_arguments;
  if (place->memory) return dnnl_memory_set_data_handle(place->memory, buffer);
  dnnl_status_t status = dnnl_memory_create(&place->memory, wanted, operation->context->engine, buffer);
  if (status != dnnl_success) return status;
  place->arg = argument;
  operation->count++;
  return dnnl_success;
}

// Turns a description into an operation; owns the description from here on.
static int finish(airslice_dnnl_operation **operation, airslice_dnnl_context *context, dnnl_status_t status,
                  dnnl_primitive_desc_t description) {
  if (status != dnnl_success) return status;
  airslice_dnnl_operation *made = calloc(1, sizeof *made);
  if (!made) {
    dnnl_primitive_desc_destroy(description);
    return dnnl_out_of_memory;
  }
  made->context = context;
  made->description = description;
  status = dnnl_primitive_create(&made->primitive, description);
  if (status != dnnl_success) {
    airslice_dnnl_destroy(made);
    return status;
  }
  layout_ref scratch = argument_layout(description, DNNL_ARG_SCRATCHPAD);
  made->scratch_bytes = scratch ? dnnl_memory_desc_get_size(scratch) : 0;
  if (made->scratch_bytes > context->scratch_needed) context->scratch_needed = made->scratch_bytes;
  *operation = made;
  return dnnl_success;
}

// Attributes with the scratch memory left to us, and what follows a convolution.
static dnnl_status_t make_attributes(dnnl_primitive_attr_t *attributes, int flags) {
  dnnl_status_t status = dnnl_primitive_attr_create(attributes);
  if (status != dnnl_success) return status;
  dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
  if (!(flags & (AIRSLICE_DNNL_ACCUMULATE | AIRSLICE_DNNL_WITH_RELU))) return dnnl_success;
  dnnl_post_ops_t chain;
  status = dnnl_post_ops_create(&chain);
  if (status != dnnl_success) return status;
  if (flags & AIRSLICE_DNNL_ACCUMULATE) append_sum(chain);
  if (flags & AIRSLICE_DNNL_WITH_RELU) append_relu(chain);
  status = dnnl_primitive_attr_set_post_ops(*attributes, chain);
  dnnl_post_ops_destroy(chain);
  return status;
}

static dnnl_status_t activation_layout(layout *made, const airslice_dnnl_shape *shape, dnnl_data_type_t type) {
  dnnl_dims_t sizes = {shape->batch, shape->channels, shape->height, shape->width};
  dnnl_format_tag_t tag = shape->layout == AIRSLICE_DNNL_BLOCKED          ? dnnl_nChw16c
                          : shape->layout == AIRSLICE_DNNL_CHANNELS_FIRST ? dnnl_nchw
                                                                          : dnnl_nhwc;
  return layout_make(made, 4, sizes, type, tag);
}

typedef enum { forward_pass, backward_data_pass, backward_weights_pass } pass;

static int convolution(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                       const airslice_dnnl_convolution *shape, airslice_dnnl_type type, int flags, pass which,
                       const airslice_dnnl_operation *forward) {
  omp_set_num_threads(context->threads);
  const int groups = shape->groups, kernel = shape->kernel;
  const dnnl_dim_t input = shape->input.channels / groups, output = shape->output_channels / groups;
  airslice_dnnl_shape after = {shape->input.batch, shape->output_channels, (shape->input.height - 1) / shape->stride + 1,
                               (shape->input.width - 1) / shape->stride + 1, shape->output_layout};
  dnnl_dims_t plain = {output, input, kernel, kernel}, grouped = {groups, output, input, kernel, kernel};
  dnnl_dims_t bias_sizes = {shape->output_channels};
  dnnl_dims_t strides = {shape->stride, shape->stride}, padding = {(kernel - 1) / 2, (kernel - 1) / 2};
  dnnl_data_type_t data = data_type(type);
  dnnl_data_type_t weights_type = which == backward_weights_pass ? dnnl_f32 : data;

  layout source = {0}, weights = {0}, bias = {0}, destination = {0};
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t status = activation_layout(&source, &shape->input, data);
  if (status == dnnl_success) status = activation_layout(&destination, &after, data);
  if (status == dnnl_success)
    status = groups == 1 ? layout_make(&weights, 4, plain, weights_type, dnnl_format_tag_any)
                         : layout_make(&weights, 5, grouped, weights_type, dnnl_format_tag_any);
  if (status == dnnl_success && (flags & AIRSLICE_DNNL_WITH_BIAS))
    status = layout_make(&bias, 1, bias_sizes, dnnl_f32, dnnl_x);
  if (status == dnnl_success) status = make_attributes(&attributes, which == forward_pass ? flags : 0);
  if (status == dnnl_success) {
    maker m = {&description, context->engine, attributes, forward ? forward->description : NULL};
    if (which == forward_pass)
      status = make_convolution_forward(
          m, flags & AIRSLICE_DNNL_FOR_TRAINING ? dnnl_forward_training : dnnl_forward_inference, ref(&source),
          ref(&weights), ref(&bias), ref(&destination), strides, padding);
    else if (which == backward_data_pass)
      status = make_convolution_backward_data(m, ref(&source), ref(&weights), ref(&destination), strides, padding);
    else
      status = make_convolution_backward_weights(m, ref(&source), ref(&weights), ref(&bias), ref(&destination),
                                                 strides, padding);
  }
  layout_free(&source), layout_free(&weights), layout_free(&bias), layout_free(&destination);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  return finish(operation, context, status, description);
}

int airslice_dnnl_convolution_forward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                      const airslice_dnnl_convolution *shape, airslice_dnnl_type type, int flags) {
  return convolution(operation, context, shape, type, flags, forward_pass, NULL);
}

int airslice_dnnl_convolution_backward_data(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                            const airslice_dnnl_convolution *shape, airslice_dnnl_type type,
                                            const airslice_dnnl_operation *forward) {
  return convolution(operation, context, shape, type, 0, backward_data_pass, forward);
}

int airslice_dnnl_convolution_backward_weights(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                               const airslice_dnnl_convolution *shape, airslice_dnnl_type type,
                                               int flags, const airslice_dnnl_operation *forward) {
  return convolution(operation, context, shape, type, flags & AIRSLICE_DNNL_WITH_BIAS, backward_weights_pass, forward);
}

static int batch_normalization(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                               const airslice_dnnl_shape *shape, airslice_dnnl_type type, float epsilon, int flags,
                               const airslice_dnnl_operation *forward) {
  omp_set_num_threads(context->threads);
  unsigned normalization = dnnl_use_scale | dnnl_use_shift;
  if (flags & AIRSLICE_DNNL_WITH_RELU) normalization |= dnnl_fuse_norm_relu;
  if (flags & AIRSLICE_DNNL_GLOBAL_STATISTICS) normalization |= dnnl_use_global_stats;
  layout data = {0};
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t status = activation_layout(&data, shape, data_type(type));
  if (status == dnnl_success) status = make_attributes(&attributes, 0);
  if (status == dnnl_success) {
    maker m = {&description, context->engine, attributes, forward ? forward->description : NULL};
    status = forward ? make_batch_normalization_backward(m, ref(&data), epsilon, normalization)
                     : make_batch_normalization_forward(m, ref(&data), epsilon, normalization);
  }
  layout_free(&data);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  int result = finish(operation, context, status, description);
  if (result == dnnl_success) (*operation)->ignores_shift = forward && !batch_normalization_backward_takes_shift;
  return result;
}

int airslice_dnnl_batch_normalization_forward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                              const airslice_dnnl_shape *shape, airslice_dnnl_type type,
                                              float epsilon, int flags) {
  return batch_normalization(operation, context, shape, type, epsilon, flags, NULL);
}

int airslice_dnnl_batch_normalization_backward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                               const airslice_dnnl_shape *shape, airslice_dnnl_type type,
                                               float epsilon, int flags, const airslice_dnnl_operation *forward) {
  return batch_normalization(operation, context, shape, type, epsilon, flags, forward);
}

static int average_pooling(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                           const airslice_dnnl_shape *shape, airslice_dnnl_type type,
                           const airslice_dnnl_operation *forward) {
  omp_set_num_threads(context->threads);
  airslice_dnnl_shape after = {shape->batch, shape->channels, 1, 1, shape->layout};
  dnnl_dims_t kernel = {shape->height, shape->width}, padding = {0, 0};
  layout source = {0}, destination = {0};
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t status = activation_layout(&source, shape, data_type(type));
  if (status == dnnl_success) status = activation_layout(&destination, &after, data_type(type));
  if (status == dnnl_success) status = make_attributes(&attributes, 0);
  if (status == dnnl_success) {
    maker m = {&description, context->engine, attributes, forward ? forward->description : NULL};
    status = forward ? make_pooling_backward(m, ref(&source), ref(&destination), kernel, padding)
                     : make_pooling_forward(m, ref(&source), ref(&destination), kernel, padding);
  }
  layout_free(&source), layout_free(&destination);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  return finish(operation, context, status, description);
}

int airslice_dnnl_average_pooling_forward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                          const airslice_dnnl_shape *shape, airslice_dnnl_type type) {
  return average_pooling(operation, context, shape, type, NULL);
}

int airslice_dnnl_average_pooling_backward(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                                           const airslice_dnnl_shape *shape, airslice_dnnl_type type,
                                           const airslice_dnnl_operation *forward) {
  return average_pooling(operation, context, shape, type, forward);
}

int airslice_dnnl_product_over_rows(airslice_dnnl_operation **operation, airslice_dnnl_context *context, int rows,
                                    int left, int right, airslice_dnnl_type type) {
  omp_set_num_threads(context->threads);
  dnnl_dims_t transposed = {left, rows}, plain = {rows, right}, product = {left, right};
  layout first = {0}, second = {0}, sums = {0};
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t status = layout_make(&first, 2, transposed, data_type(type), dnnl_ba);
  if (status == dnnl_success) status = layout_make(&second, 2, plain, data_type(type), dnnl_ab);
  if (status == dnnl_success) status = layout_make(&sums, 2, product, dnnl_f32, dnnl_ab);
  if (status == dnnl_success) status = make_attributes(&attributes, 0);
  if (status == dnnl_success) {
    maker m = {&description, context->engine, attributes, NULL};
    status = make_product(m, ref(&first), ref(&second), ref(&sums));
  }
  layout_free(&first), layout_free(&second), layout_free(&sums);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  return finish(operation, context, status, description);
}

int airslice_dnnl_add(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                      const airslice_dnnl_shape *shape, airslice_dnnl_type type) {
  omp_set_num_threads(context->threads);
  layout data = {0};
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t status = activation_layout(&data, shape, data_type(type));
  if (status == dnnl_success) status = make_attributes(&attributes, 0);
  if (status == dnnl_success) {
    maker m = {&description, context->engine, attributes, NULL};
    status = make_add(m, ref(&data));
  }
  layout_free(&data);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  return finish(operation, context, status, description);
}

static int reorder(airslice_dnnl_operation **operation, airslice_dnnl_context *context, layout_ref from,
                   layout_ref to) {
  omp_set_num_threads(context->threads);
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_status_t status = make_attributes(&attributes, 0);
  if (status == dnnl_success)
    status = dnnl_reorder_primitive_desc_create(&description, from, context->engine, to, context->engine, attributes);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  return finish(operation, context, status, description);
}

int airslice_dnnl_convert(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                          const airslice_dnnl_shape *shape, airslice_dnnl_type from, airslice_dnnl_layout target,
                          airslice_dnnl_type to) {
  airslice_dnnl_shape after = *shape;
  after.layout = target;
  layout source = {0}, destination = {0};
  dnnl_status_t status = activation_layout(&source, shape, data_type(from));
  if (status == dnnl_success) status = activation_layout(&destination, &after, data_type(to));
  int result = status == dnnl_success ? reorder(operation, context, ref(&source), ref(&destination)) : (int)status;
  layout_free(&source), layout_free(&destination);
  return result;
}

// PyTorch's layout of weights with the sizes of `like`.
static dnnl_status_t plain_layout(layout *made, layout_ref like) {
  int rank = 0;
  dnnl_dims_t sizes;
  layout_sizes(like, &rank, sizes);
  return layout_make(made, rank, sizes, dnnl_f32, rank == 5 ? dnnl_goihw : rank == 4 ? dnnl_oihw : dnnl_x);
}

static int between_plain(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                         const airslice_dnnl_operation *other, airslice_dnnl_role role, int packing) {
  layout_ref wanted = role_layout(other, role);
  if (!wanted) return dnnl_invalid_arguments;
  layout plain = {0};
  dnnl_status_t status = plain_layout(&plain, wanted);
  int result = status;
  if (status == dnnl_success)
    result = packing ? reorder(operation, context, ref(&plain), wanted) : reorder(operation, context, wanted, ref(&plain));
  layout_free(&plain);
  return result;
}

int airslice_dnnl_pack(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                       const airslice_dnnl_operation *target, airslice_dnnl_role role) {
  return between_plain(operation, context, target, role, 1);
}

int airslice_dnnl_unpack(airslice_dnnl_operation **operation, airslice_dnnl_context *context,
                         const airslice_dnnl_operation *origin, airslice_dnnl_role role) {
  return between_plain(operation, context, origin, role, 0);
}

size_t airslice_dnnl_bytes(const airslice_dnnl_operation *operation, airslice_dnnl_role role) {
  layout_ref found = role_layout(operation, role);
  return found ? dnnl_memory_desc_get_size(found) : 0;
}

int airslice_dnnl_bind(airslice_dnnl_operation *operation, airslice_dnnl_role role, void *buffer) {
  if (role == AIRSLICE_DNNL_SHIFT && operation->ignores_shift) return dnnl_success;
  return bind_argument(operation, argument_number(role), buffer);
}

static dnnl_status_t grow_scratch(airslice_dnnl_context *context) {
  if (context->scratch_bytes >= context->scratch_needed) return dnnl_success;
  free(context->scratch);
  context->scratch_bytes = (context->scratch_needed + 4095) / 4096 * 4096;
  context->scratch = aligned_alloc(4096, context->scratch_bytes);
  if (context->scratch) return dnnl_success;
  context->scratch_bytes = 0;
  return dnnl_out_of_memory;
}

int airslice_dnnl_run(airslice_dnnl_operation *operation) {
  airslice_dnnl_context *context = operation->context;
  omp_set_num_threads(context->threads);
  if (operation->scratch_bytes) {
    dnnl_status_t status = grow_scratch(context);
    if (status == dnnl_success) status = bind_argument(operation, DNNL_ARG_SCRATCHPAD, context->scratch);
    if (status != dnnl_success) return status;
  }
  dnnl_status_t status =
      dnnl_primitive_execute(operation->primitive, context->stream, operation->count, operation->arguments);
  return status == dnnl_success ? dnnl_stream_wait(context->stream) : status;
}

void airslice_dnnl_destroy(airslice_dnnl_operation *operation) {
  for (int index = 0; index < operation->count; index++) dnnl_memory_destroy(operation->arguments[index].memory);
  if (operation->primitive) dnnl_primitive_destroy(operation->primitive);
  if (operation->description) dnnl_primitive_desc_destroy(operation->description);
  free(operation);
}
