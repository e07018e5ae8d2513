/* A compiled formula: a tape of nodes in postfix order, shared by the parser and the evaluator of
 * math/expr.h. A node takes its operands off a stack and puts its result there. */
#ifndef MATH_EXPR_TAPE_H
#define MATH_EXPR_TAPE_H

#include <stddef.h>

#include "math/expr.h"

enum op {
    OP_NUMBER,
    OP_VARIABLE,
    OP_NEGATE,
    OP_CALL, /* a function of one argument */
    OP_POWER_INTEGER,
    OP_POWER_CONSTANT,
    OP_ADD, /* from here on: two operands */
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_POWER,
    OP_MIN,
    OP_MAX,
};

/* The first and second derivative of a function of one argument. */
struct slope {
    double first, second;
};

/* A function of the grammar. Those of one argument (OP_CALL) bring their value and, given the
 * argument a and the value f there, their derivatives. */
struct function {
    const char *name;
    enum op op;
    double (*value)(double a);
    struct slope (*slope)(double a, double f);
};

struct node {
    enum op op;
    union {
        double number; /* OP_NUMBER, and the exponent of OP_POWER_CONSTANT */
        int exponent;  /* OP_POWER_INTEGER */
        size_t variable;
        const struct function *function;
    };
};

struct expr {
    size_t count;
    struct node nodes[];
};

/* A level of nesting leaves at most three operands waiting, as in min(a, b + c * (...)). */
#define EXPR_STACK (3 * (EXPR_DEPTH + 2))

size_t expr_function_count(void);
const struct function *expr_function_at(size_t index);

/* The value of `count` nodes that leave one number. */
double expr_run(const struct node *nodes, size_t count, const double *variables);

#endif
