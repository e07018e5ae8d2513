/* From what a scene says of a model to the model itself; private to the layer. */
#ifndef SCENE_MODEL_H
#define SCENE_MODEL_H

#include "scene/scene.h"

/* The losses that a model takes, as bits by enum loss. */
unsigned model_losses(enum scene_model model);

/* The loss of a model that was given none. A perceptron's depends on its data; before these are
 * known (NULL) it is the squared loss, which takes numbers for numbers and not for classes. */
enum loss model_default_loss(enum scene_model model, const struct dataset *dataset);

/* The data, with their path completed and as the model needs them: `old` (or NULL) by the scene's
 * seeds as they are now. NULL on a mistake. */
struct dataset *model_data(const struct scene *scene, struct dataset *old, struct error *err);

/* Whether model and data go together. If not, *key is the key of the problem to blame. */
bool model_suits(const struct scene_problem *problem, const struct dataset *dataset,
                 const char **key, struct error *err);

/* The problem so described, of the scene's seeds. A model shares the dataset (NULL of a surface);
 * they must go together. */
struct problem *model_problem(const struct scene *scene, const struct scene_problem *problem,
                              struct dataset *dataset, struct error *err);

#define MODEL_NOISY_SAMPLES 100 /* of a noisy surface, where nothing else is said */

/* Make the problem of a run that varies the scene's; nothing is to be done of another. If it cannot
 * be, *key is the key to blame. */
bool model_make_variant(const struct scene *scene, struct scene_optimizer *optimizer,
                        struct dataset *dataset, const char **key, struct error *err);

/* What the parameters of the model are, layer by layer: "mlp: 2 x 3 weights + 3 biases, ...". */
void model_describe(const struct scene_problem *model, const struct problem *problem,
                    struct text *out);

/* The file of the data as it can be opened from here; NULL: there is none. Freed by the caller. */
char *model_data_path(const struct scene *scene);

#endif
