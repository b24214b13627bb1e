// The GNU Scientific Library, and the one generator that AirSlice adds to it: Philox4x32-10, counter-based, so that any
// draw of any stream can be had directly. GSL's own generators keep 32 bits of the seed and go only forward.
// J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, doi:10.1145/2063384.2063405.
#ifndef AIRSLICE_CGSL_H
#define AIRSLICE_CGSL_H
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_sf_gamma.h>
#include <stddef.h>
#include <stdint.h>

/// One block of four words: counter words 0 and 1 are `index` (low word first), 2 and 3 are `lane`; the key likewise.
void airslice_philox_block(uint64_t key, uint64_t lane, uint64_t index, uint32_t words[4]);

/// The `count` blocks from `index` on, four words each, in order. Several blocks at a time in vector registers.
void airslice_philox_fill(uint64_t key, uint64_t lane, uint64_t index, size_t count, uint32_t *words);

/// Philox4x32-10 as a generator of GSL; `gsl_rng_set` takes the 64-bit key and goes to lane 0, block 0.
/// A function, because Swift 6 refuses the mutable global that GSL's convention asks for.
const gsl_rng_type *airslice_philox_type(void);

/// Sends a generator of that type to the start of block `index` of `lane`.
void airslice_philox_seek(gsl_rng *generator, uint64_t lane, uint64_t index);

#endif
