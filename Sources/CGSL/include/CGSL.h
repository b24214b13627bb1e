// The GNU Scientific Library.
#ifndef AIRSLICE_CGSL_H
#define AIRSLICE_CGSL_H
#include <gsl/gsl_errno.h>
#include <gsl/gsl_rng.h>
#endif
