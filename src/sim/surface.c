/* The table of the test functions. Their arithmetic is in sim/surface_template.h. */
#include "sim/surface.h"

#include "base/mem.h"
#include "sim/surface_template.h"

#include <string.h>

/* A function of the table from each of the template's. */
#define EVALUATE(name)                                                                             \
    static double name(const double p[static 2], double g[static 2])                               \
    {                                                                                              \
        return name##_surface(p[0], p[1], &g[0], &g[1]);                                           \
    }
SURFACES(EVALUATE)

static const struct surface surfaces[] = {
    {
        .name = "bowl",
        .title = "Round bowl",
        .formula = "(x^2 + y^2)/2",
        .source = "textbook",
        .help =
            "The easiest case: the gradient points at the minimum, and lr = 1 is there at once.",
        .window = {-2, 2, -2, 2},
        .start = {-1.5, 1},
        .minima_count = 1,
        .minima = {{0, 0}},
        .evaluate = bowl,
    },
    {
        .name = "ellipse",
        .title = "Stretched bowl",
        .formula = "(x^2 + 25 y^2)/2",
        .source = "textbook",
        .help = "Condition number 25: see the zigzag, the limit lr < 2/25, and what momentum buys.",
        .window = {-5, 5, -3, 3},
        .start = {-4, 1},
        .minima_count = 1,
        .minima = {{0, 0}},
        .evaluate = ellipse,
    },
    {
        .name = "saddle",
        .title = "Saddle",
        .formula = "x^2 - y^2",
        .source = "textbook",
        .help = "Who leaves a saddle first? There is no minimum: f falls forever along y.",
        .window = {-2, 2, -2, 2},
        .start = {-1.5, 0.001},
        .evaluate = saddle,
    },
    {
        .name = "monkey_saddle",
        .title = "Monkey saddle",
        .formula = "x^3 - 3 x y^2",
        .source = "Hilbert and Cohn-Vossen 1932",
        .help = "A flat saddle with three ways down: even the Hessian vanishes at the origin.",
        .window = {-1.5, 1.5, -1.5, 1.5},
        .start = {0.9, 0.05},
        .evaluate = monkey_saddle,
    },
    {
        .name = "double_well",
        .title = "Double well",
        .formula = "x^2 + (y^2 - 1)^2",
        .source = "textbook",
        .help = "Two equal minima with a saddle between: the start decides which one is found.",
        .window = {-2, 2, -1.8, 1.8},
        .start = {-1, 0.01},
        .minima_count = 2,
        .minima = {{0, 1}, {0, -1}},
        .evaluate = double_well,
    },
    {
        .name = "rosenbrock",
        .title = "Rosenbrock's valley",
        .formula = "(1 - x)^2 + 100 (y - x^2)^2",
        .source = "Rosenbrock 1960",
        .help = "A curved, narrow valley: found at once, and then followed very slowly.",
        .window = {-2, 2, -1, 3},
        .start = {-1.2, 1},
        .minima_count = 1,
        .minima = {{1, 1}},
        .evaluate = rosenbrock,
    },
    {
        .name = "beale",
        .title = "Beale's function",
        .formula = "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
        .source = "Beale 1958",
        .help = "A flat middle with steep corners: one learning rate hardly suits both.",
        .window = {-4.5, 4.5, -4.5, 4.5},
        .start = {2, 1.7},
        .minima_count = 1,
        .minima = {{3, 0.5}},
        .evaluate = beale,
    },
    {
        .name = "booth",
        .title = "Booth's function",
        .formula = "(x + 2 y - 7)^2 + (2 x + y - 5)^2",
        .source = "Schwefel 1981",
        .help = "A tilted quadratic: methods that scale each coordinate lose their advantage.",
        .window = {-10, 10, -10, 10},
        .start = {-4, -3},
        .minima_count = 1,
        .minima = {{1, 3}},
        .evaluate = booth,
    },
    {
        .name = "matyas",
        .title = "Matyas' function",
        .formula = "0.26 (x^2 + y^2) - 0.48 x y",
        .source = "Matyas 1965",
        .help =
            "A shallow diagonal valley: as ill-conditioned as ellipse, but turned by 45 degrees.",
        .window = {-10, 10, -10, 10},
        .start = {-6, 8},
        .minima_count = 1,
        .minima = {{0, 0}},
        .evaluate = matyas,
    },
    {
        .name = "himmelblau",
        .title = "Himmelblau's function",
        .formula = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        .source = "Himmelblau 1972",
        .help = "Four equal minima: from the same start, different methods end in different ones.",
        .window = {-5, 5, -5, 5},
        .start = {-0.5, -1},
        .minima_count = 4,
        .minima =
            {
                {3, 2},
                {3.5844283403304917, -1.8481265269644036},
                {-3.779310253377747, -3.2831859912861696},
                {-2.805118086952745, 3.131312518250573},
            },
        .evaluate = himmelblau,
    },
    {
        .name = "rastrigin",
        .title = "Rastrigin's function",
        .formula = "20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)",
        .source = "Rastrigin 1974",
        .help = "A bowl full of dents: descent stops in the nearest, noise or momentum may not.",
        .window = {-3, 3, -3, 3},
        .start = {-2.2, 1.3},
        .minima_count = 1,
        .minima = {{0, 0}},
        .evaluate = rastrigin,
    },
    {
        .name = "ackley",
        .title = "Ackley's function",
        .formula =
            "-20 exp(-0.2 sqrt((x^2 + y^2)/2)) - exp((cos(2 pi x) + cos(2 pi y))/2) + e + 20",
        .source = "Ackley 1987",
        .help = "A funnel with dents and a sharp tip: the gradient does not fade at the minimum.",
        .window = {-4, 4, -4, 4},
        .start = {-1.6, 0.8},
        .minima_count = 1,
        .minima = {{0, 0}},
        .evaluate = ackley,
    },
    {
        .name = "griewank",
        .title = "Griewank's function",
        .formula = "1 + (x^2 + y^2)/4000 - cos(x) cos(y/sqrt(2))",
        .source = "Griewank 1981",
        .help = "Regular waves on a bowl so wide that a local view sees only the waves.",
        .window = {-10, 10, -10, 10},
        .start = {-4, 5},
        .minima_count = 1,
        .minima = {{0, 0}},
        .evaluate = griewank,
    },
    {
        .name = "levy",
        .title = "Levy's function",
        .formula = "sin(pi (1 + (x - 1)/4))^2"
                   " + ((x - 1)/4)^2 (1 + 10 sin(pi (1 + (x - 1)/4) + 1)^2)"
                   " + ((y - 1)/4)^2 (1 + sin(2 pi (1 + (y - 1)/4))^2)",
        .source = "Levy and Montalvo 1985",
        .help = "Long parallel gorges across a bowl: each holds minima of its own.",
        .window = {-10, 10, -10, 10},
        .start = {-3, 4},
        .minima_count = 1,
        .minima = {{1, 1}},
        .evaluate = levy,
    },
    {
        .name = "styblinski_tang",
        .title = "Styblinski and Tang's function",
        .formula = "(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)/2",
        .source = "Styblinski and Tang 1990",
        .help = "Four wells of three depths: ending low and ending lowest are not the same.",
        .window = {-5, 5, -5, 5},
        .start = {0.3, -0.4},
        .minima_count = 4,
        .minima =
            {
                {-2.903534027771177, -2.903534027771177},
                {2.746802770990837, -2.903534027771177},
                {-2.903534027771177, 2.746802770990837},
                {2.746802770990837, 2.746802770990837},
            },
        .evaluate = styblinski_tang,
    },
    {
        .name = "six_hump_camel",
        .title = "Six-hump camel back",
        .formula = "(4 - 2.1 x^2 + x^4/3) x^2 + x y + (4 y^2 - 4) y^2",
        .source = "Dixon and Szego 1978",
        .help = "Two global minima among six, and saddles between them: count where runs end.",
        .window = {-2, 2, -1.2, 1.2},
        .start = {-1.5, 0.5},
        .minima_count = 4,
        .minima =
            {
                {0.08984201310031806, -0.7126564030207396},
                {-0.08984201310031806, 0.7126564030207396},
                {-1.703606714969981, 0.7960835686726251},
                {1.703606714969981, -0.7960835686726251},
            },
        .evaluate = six_hump_camel,
    },
    {
        .name = "three_hump_camel",
        .title = "Three-hump camel back",
        .formula = "2 x^2 - 1.05 x^4 + x^6/6 + x y + y^2",
        .source = "Dixon and Szego 1978",
        .help = "A deep minimum between two shallow ones: momentum may roll over the humps.",
        .window = {-2.5, 2.5, -2.5, 2.5},
        .start = {-1.9, 1},
        .minima_count = 3,
        .minima =
            {
                {0, 0},
                {1.7475523458302888, -0.8737761729151444},
                {-1.7475523458302888, 0.8737761729151444},
            },
        .evaluate = three_hump_camel,
    },
    {
        .name = "goldstein_price",
        .title = "Goldstein and Price's function",
        .formula = "(1 + (x + y + 1)^2 (19 - 14x + 3x^2 - 14y + 6x y + 3y^2))"
                   " (30 + (2x - 3y)^2 (18 - 32x + 12x^2 + 48y - 36x y + 27y^2))",
        .source = "Goldstein and Price 1971",
        .help = "Values from 3 to a million: gradients so uneven that clipping shows its use.",
        .window = {-2, 2, -2, 2},
        .start = {-0.5, 0.3},
        .minima_count = 4,
        .minima = {{0, -1}, {-0.6, -0.4}, {1.8, 0.2}, {1.2, 0.8}},
        .evaluate = goldstein_price,
    },
    {
        .name = "mccormick",
        .title = "McCormick's function",
        .formula = "sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1",
        .source = "McCormick 1976",
        .help = "A rippled valley that falls without end outside the window.",
        .window = {-1.5, 4, -3, 4},
        .start = {1, 2.5},
        .minima_count = 2,
        .minima =
            {
                {-0.5471975511965977, -1.5471975511965979},
                {2.5943951023931957, 1.5943951023931955},
            },
        .evaluate = mccormick,
    },
    {
        .name = "easom",
        .title = "Easom's function",
        .formula = "-cos(x) cos(y) exp(-(x - pi)^2 - (y - pi)^2)",
        .source = "Easom 1990",
        .help = "A needle in a plain: away from it the gradient says nothing.",
        .window = {0, 6.3, 0, 6.3},
        .start = {2.2, 4},
        .minima_count = 1,
        .minima = {{3.14159265358979323846, 3.14159265358979323846}},
        .evaluate = easom,
    },
    {
        .name = "drop_wave",
        .title = "Drop wave",
        .formula = "-(1 + cos(12 sqrt(x^2 + y^2)))/((x^2 + y^2)/2 + 2)",
        .source = "Molga and Smutnicki 2005",
        .help = "Rings around the minimum: descent settles on a ring, and where on it is chance.",
        .window = {-2, 2, -2, 2},
        .start = {0.35, -0.2},
        .minima_count = 1,
        .minima = {{0, 0}},
        .evaluate = drop_wave,
    },
    {
        .name = "schaffer2",
        .title = "Schaffer's second function",
        .formula = "0.5 + (sin(x^2 - y^2)^2 - 0.5)/(1 + 0.001 (x^2 + y^2))^2",
        .source = "Schaffer et al. 1989",
        .help = "Ever narrower valleys that meet in a cross, at the minimum.",
        .window = {-3, 3, -3, 3},
        .start = {1.2, -0.6},
        .minima_count = 1,
        .minima = {{0, 0}},
        .evaluate = schaffer2,
    },
    {
        .name = "two_minima",
        .title = "Two wells in a bowl",
        .formula = "x^2 + y^2 - 2 exp(-((x - 1)^2 + y^2)/0.2) - 3 exp(-((x + 1)^2 + y^2)/0.2)",
        .source = "this program",
        .help = "A good minimum beside a better one: how much noise or speed moves a run across?",
        .window = {-2, 2, -2, 2},
        .start = {0.75, 1},
        .minima_count = 2,
        .minima = {{-0.9363006340109187, 0}, {0.905317899160115, 0}},
        .evaluate = two_minima,
    },
    {
        .name = "plateau",
        .title = "Plateau",
        .formula = "1 - exp(-2 y^2) exp(-(x - 0.7)^2/8)",
        .source = "this program",
        .help = "Almost flat far out: plain descent stands still where adaptive steps walk on.",
        .window = {-4, 5, -3, 3},
        .start = {-0.7, -0.9},
        .minima_count = 1,
        .minima = {{0.7, 0}},
        .evaluate = plateau,
    },
};

size_t surface_count(void)
{
    return ARRAY_LENGTH(surfaces);
}

const struct surface *surface_at(size_t index)
{
    return &surfaces[index];
}

const char *surface_name(size_t index)
{
    return surfaces[index].name;
}

const struct surface *surface_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(surfaces); i++)
        if (strcmp(surfaces[i].name, name) == 0)
            return &surfaces[i];
    return NULL;
}
