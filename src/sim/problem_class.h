/* What each class of problem provides to problem.c; private to the sim layer. */
#ifndef SIM_PROBLEM_CLASS_H
#define SIM_PROBLEM_CLASS_H

#include "sim/problem.h"

struct problem_class {
    void (*parameter)(const struct problem *problem, size_t index,
                      char name[static PROBLEM_PARAMETER]);
    void (*loss)(struct problem *problem, size_t m, const double *theta, double *loss);
    double (*gradient)(struct problem *problem, const double *theta, const uint32_t *sample,
                       size_t count, double *g);
    double (*evaluate)(struct problem *problem, const double *theta, double *g,
                   struct problem_scores *scores);
    bool (*hessian_vector)(struct problem *problem, const double *theta, const double *v,
                           double *hv);
    bool (*curvature)(struct problem *problem, const double *theta, struct curvature *curvature);
    void (*predict)(struct problem *problem, const double *theta, size_t m, const double *x,
                    double *outputs);         /* of models */
    void (*destroy)(struct problem *problem); /* what the class added, and the problem itself */
};

#endif
