// The two series of oneDNN behind one set of functions: 2.x makes a primitive from an operation descriptor, 3.x
// straight from its arguments. Only this file knows; when 2.x (Debian 12) is no longer met, its half may go.
#ifndef AIRSLICE_ONEDNN_VERSION_H
#define AIRSLICE_ONEDNN_VERSION_H

#include <oneapi/dnnl/dnnl.h>
#include <oneapi/dnnl/dnnl_debug.h>

typedef struct {
  dnnl_primitive_desc_t *result;
  dnnl_engine_t engine;
  const_dnnl_primitive_attr_t attributes;
  const_dnnl_primitive_desc_t hint;
} maker;

#if DNNL_VERSION_MAJOR >= 3

typedef dnnl_memory_desc_t layout;           // owned
typedef const_dnnl_memory_desc_t layout_ref; // borrowed

// Whether the backward pass of batch normalisation must be given the shift, which it does not need.
enum { batch_normalization_backward_takes_shift = 0 };

static inline layout_ref ref(const layout *owned) { return *owned; }
static inline void layout_free(layout *owned) {
  if (*owned) dnnl_memory_desc_destroy(*owned);
}
static inline dnnl_status_t layout_make(layout *owned, int rank, const dnnl_dims_t sizes, dnnl_data_type_t type,
                                        dnnl_format_tag_t tag) {
  return dnnl_memory_desc_create_with_tag(owned, rank, sizes, type, tag);
}
static inline void layout_sizes(layout_ref from, int *rank, dnnl_dims_t sizes) {
  const dnnl_dims_t *found;
  dnnl_memory_desc_query(from, dnnl_query_ndims_s32, rank);
  dnnl_memory_desc_query(from, dnnl_query_dims, &found);
  for (int axis = 0; axis < *rank; axis++) sizes[axis] = (*found)[axis];
}

static inline void append_relu(dnnl_post_ops_t chain) { dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_relu, 0, 0); }
static inline void append_sum(dnnl_post_ops_t chain) { dnnl_post_ops_append_sum(chain, 1, 0, dnnl_data_type_undef); }

static const dnnl_dims_t no_dilation = {0};

static inline dnnl_status_t make_convolution_forward(maker m, dnnl_prop_kind_t kind, layout_ref source,
                                                     layout_ref weights, layout_ref bias, layout_ref destination,
                                                     const dnnl_dims_t strides, const dnnl_dims_t padding) {
  return dnnl_convolution_forward_primitive_desc_create(m.result, m.engine, kind, dnnl_convolution_direct, source,
                                                        weights, bias, destination, strides, no_dilation, padding,
                                                        padding, m.attributes);
}
static inline dnnl_status_t make_convolution_backward_data(maker m, layout_ref source, layout_ref weights,
                                                           layout_ref destination, const dnnl_dims_t strides,
                                                           const dnnl_dims_t padding) {
  return dnnl_convolution_backward_data_primitive_desc_create(m.result, m.engine, dnnl_convolution_direct, source,
                                                              weights, destination, strides, no_dilation, padding,
                                                              padding, m.hint, m.attributes);
}
static inline dnnl_status_t make_convolution_backward_weights(maker m, layout_ref source, layout_ref weights,
                                                              layout_ref bias, layout_ref destination,
                                                              const dnnl_dims_t strides, const dnnl_dims_t padding) {
  return dnnl_convolution_backward_weights_primitive_desc_create(m.result, m.engine, dnnl_convolution_direct, source,
                                                                 weights, bias, destination, strides, no_dilation,
                                                                 padding, padding, m.hint, m.attributes);
}
static inline dnnl_status_t make_batch_normalization_forward(maker m, layout_ref data, float epsilon, unsigned flags) {
  return dnnl_batch_normalization_forward_primitive_desc_create(m.result, m.engine, dnnl_forward_training, data, data,
                                                                epsilon, flags, m.attributes);
}
static inline dnnl_status_t make_batch_normalization_backward(maker m, layout_ref data, float epsilon,
                                                              unsigned flags) {
  return dnnl_batch_normalization_backward_primitive_desc_create(m.result, m.engine, dnnl_backward, data, data, data,
                                                                 epsilon, flags, m.hint, m.attributes);
}
static inline dnnl_status_t make_pooling_forward(maker m, layout_ref source, layout_ref destination,
                                                 const dnnl_dims_t kernel, const dnnl_dims_t padding) {
  return dnnl_pooling_forward_primitive_desc_create(m.result, m.engine, dnnl_forward_training,
                                                    dnnl_pooling_avg_exclude_padding, source, destination, kernel,
                                                    kernel, no_dilation, padding, padding, m.attributes);
}
static inline dnnl_status_t make_pooling_backward(maker m, layout_ref source, layout_ref destination,
                                                  const dnnl_dims_t kernel, const dnnl_dims_t padding) {
  return dnnl_pooling_backward_primitive_desc_create(m.result, m.engine, dnnl_pooling_avg_exclude_padding, source,
                                                     destination, kernel, kernel, no_dilation, padding, padding,
                                                     m.hint, m.attributes);
}
static inline dnnl_status_t make_product(maker m, layout_ref left, layout_ref right, layout_ref product) {
  return dnnl_matmul_primitive_desc_create(m.result, m.engine, left, right, NULL, product, m.attributes);
}
static inline dnnl_status_t make_add(maker m, layout_ref data) {
  return dnnl_binary_primitive_desc_create(m.result, m.engine, dnnl_binary_add, data, data, data, m.attributes);
}

#else

typedef dnnl_memory_desc_t layout;
typedef const dnnl_memory_desc_t *layout_ref;

enum { batch_normalization_backward_takes_shift = 1 };

static inline layout_ref ref(const layout *owned) { return owned->ndims ? owned : NULL; }
static inline void layout_free(layout *owned) { (void)owned; }
static inline dnnl_status_t layout_make(layout *owned, int rank, const dnnl_dims_t sizes, dnnl_data_type_t type,
                                        dnnl_format_tag_t tag) {
  return dnnl_memory_desc_init_by_tag(owned, rank, sizes, type, tag);
}
static inline void layout_sizes(layout_ref from, int *rank, dnnl_dims_t sizes) {
  *rank = from->ndims;
  for (int axis = 0; axis < from->ndims; axis++) sizes[axis] = from->dims[axis];
}

static inline void append_relu(dnnl_post_ops_t chain) {
  dnnl_post_ops_append_eltwise(chain, 1, dnnl_eltwise_relu, 0, 0);
}
static inline void append_sum(dnnl_post_ops_t chain) { dnnl_post_ops_append_sum(chain, 1); }

static inline dnnl_status_t make(maker m, const_dnnl_op_desc_t description, dnnl_status_t described) {
  if (described != dnnl_success) return described;
  return dnnl_primitive_desc_create(m.result, description, m.attributes, m.engine, m.hint);
}
static inline dnnl_status_t make_convolution_forward(maker m, dnnl_prop_kind_t kind, layout_ref source,
                                                     layout_ref weights, layout_ref bias, layout_ref destination,
                                                     const dnnl_dims_t strides, const dnnl_dims_t padding) {
  dnnl_convolution_desc_t description;
  return make(m, &description,
              dnnl_convolution_forward_desc_init(&description, kind, dnnl_convolution_direct, source, weights, bias,
                                                 destination, strides, padding, padding));
}
static inline dnnl_status_t make_convolution_backward_data(maker m, layout_ref source, layout_ref weights,
                                                           layout_ref destination, const dnnl_dims_t strides,
                                                           const dnnl_dims_t padding) {
  dnnl_convolution_desc_t description;
  return make(m, &description,
              dnnl_convolution_backward_data_desc_init(&description, dnnl_convolution_direct, source, weights,
                                                       destination, strides, padding, padding));
}
static inline dnnl_status_t make_convolution_backward_weights(maker m, layout_ref source, layout_ref weights,
                                                              layout_ref bias, layout_ref destination,
                                                              const dnnl_dims_t strides, const dnnl_dims_t padding) {
  dnnl_convolution_desc_t description;
  return make(m, &description,
              dnnl_convolution_backward_weights_desc_init(&description, dnnl_convolution_direct, source, weights,
                                                          bias, destination, strides, padding, padding));
}
static inline dnnl_status_t make_batch_normalization_forward(maker m, layout_ref data, float epsilon, unsigned flags) {
  dnnl_batch_normalization_desc_t description;
  return make(m, &description,
              dnnl_batch_normalization_forward_desc_init(&description, dnnl_forward_training, data, epsilon, flags));
}
static inline dnnl_status_t make_batch_normalization_backward(maker m, layout_ref data, float epsilon,
                                                              unsigned flags) {
  dnnl_batch_normalization_desc_t description;
  return make(m, &description,
              dnnl_batch_normalization_backward_desc_init(&description, dnnl_backward, data, data, epsilon, flags));
}
static inline dnnl_status_t make_pooling_forward(maker m, layout_ref source, layout_ref destination,
                                                 const dnnl_dims_t kernel, const dnnl_dims_t padding) {
  dnnl_pooling_desc_t description;
  return make(m, &description,
              dnnl_pooling_forward_desc_init(&description, dnnl_forward_training, dnnl_pooling_avg_exclude_padding,
                                             source, destination, kernel, kernel, padding, padding));
}
static inline dnnl_status_t make_pooling_backward(maker m, layout_ref source, layout_ref destination,
                                                  const dnnl_dims_t kernel, const dnnl_dims_t padding) {
  dnnl_pooling_desc_t description;
  return make(m, &description,
              dnnl_pooling_backward_desc_init(&description, dnnl_pooling_avg_exclude_padding, source, destination,
                                              kernel, kernel, padding, padding));
}
static inline dnnl_status_t make_product(maker m, layout_ref left, layout_ref right, layout_ref product) {
  dnnl_matmul_desc_t description;
  return make(m, &description, dnnl_matmul_desc_init(&description, left, right, NULL, product));
}
static inline dnnl_status_t make_add(maker m, layout_ref data) {
  dnnl_binary_desc_t description;
  return make(m, &description, dnnl_binary_desc_init(&description, dnnl_binary_add, data, data, data));
}

#endif
#endif
