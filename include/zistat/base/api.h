/*
 * What every public header stands between: C linkage for C++, and the names that leave the
 * library (everything else is compiled hidden).
 */
#ifndef ZISTAT_BASE_API_H
#define ZISTAT_BASE_API_H

#ifdef __cplusplus
#define ZI_API_BEGIN                                                                               \
    extern "C" {                                                                                   \
    _Pragma("GCC visibility push(default)")
#define ZI_API_END                                                                                 \
    _Pragma("GCC visibility pop")                                                                  \
    }
#else
#define ZI_API_BEGIN _Pragma("GCC visibility push(default)")
#define ZI_API_END _Pragma("GCC visibility pop")
#endif

#endif
