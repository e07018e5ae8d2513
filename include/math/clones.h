/* CLONES before a function has it compiled for several generations of x86-64 processors; the first
 * call picks one. All give the same bits: there is no fused multiply-add, and wider vectors only
 * work on more elements at once. Other compilers make one version, for any processor. */
#ifndef MATH_CLONES_H
#define MATH_CLONES_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONES
#endif

#endif
