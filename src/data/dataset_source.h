/* Where samples come from. A source fills a zeroed dataset with all its samples, whatever becomes
 * of them: n, inputs, x, the names, and y as one number a sample, the value or with classes the
 * index of the class. The rest is dataset.c's. */
#ifndef DATA_DATASET_SOURCE_H
#define DATA_DATASET_SOURCE_H

#include "data/dataset.h"

bool dataset_make(const struct dataset_spec *spec, struct dataset *dataset, struct error *err);
bool dataset_read(const struct dataset_spec *spec, struct dataset *dataset, struct error *err);

/* Iris, three classes of 50 in order: sepal length and width, petal length and width, in cm. */
#define DATASET_IRIS_ROWS 150
extern const double dataset_iris[DATASET_IRIS_ROWS][4];

#endif
