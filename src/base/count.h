/* How many elements an array has. */
#ifndef ZISTAT_BASE_COUNT_H
#define ZISTAT_BASE_COUNT_H

#define ZI_COUNT(array) (sizeof(array) / sizeof(array)[0])

#endif
