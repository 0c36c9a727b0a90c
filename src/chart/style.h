/*
 * The house style, in one place: colours, dashes, sizes of type. Status is ordered and survives
 * grey; vermilion means trouble and nothing else; no distinction rests on hue alone.
 */
#ifndef ZISTAT_CHART_STYLE_H
#define ZISTAT_CHART_STYLE_H

enum {
    ZI_INK = 0x1a1a1a,
    ZI_MUTED = 0x595959,
    ZI_GRID = 0xe3e3e3,
    ZI_HAIRLINE = 0xd0d0d0,
    ZI_AXIS = 0x8a8a8a,
    ZI_CELL_BORDER = 0xc8c8c8,
    ZI_KEY_BORDER = 0x999999,
    ZI_INTERVAL = 0x7d7d7d,
    ZI_SMALL_DOT = 0x6e6e6e,
    ZI_WHITE = 0xffffff,
    ZI_FUTURE = 0xf5f5f5, /* ground of the forecast years */
    ZI_TROUBLE = 0xd55e00,
    /* thresholds and status, rising */
    ZI_BLUE = 0x2b83ba,
    ZI_NAVY = 0x08306b,
    /* the fan, from the middle outwards */
    ZI_FAN_50 = 0x8fafd0,
    ZI_FAN_80 = 0xb8cbe0,
    ZI_FAN_95 = 0xdbe4ee,
    /* ranges of one hue, rising */
    ZI_RANGE_BELOW = 0xf3f3f3,
    ZI_RANGE_FIRST = 0xe2ecf4,
    ZI_RANGE_SECOND = 0xc6d8e8,
    /* classes of a share: dark is trouble, so that grey keeps the order */
    ZI_SHARE_LOW = 0xb2410a,
    ZI_SHARE_MIDDLE = 0xf2c9a1,
    ZI_SHARE_HIGH = 0xf4f4f4,
};

#define ZI_DASH_THRESHOLD "(8,4)"
#define ZI_DASH_FORECAST "(4,3)"

/* Points. Nothing is smaller than ZI_TYPE_LEAST. */
#define ZI_TYPE_TITLE 12.0
#define ZI_TYPE_SUBTITLE 9.0
#define ZI_TYPE_FOOTER 6.8
#define ZI_TYPE_LABEL 8.0
#define ZI_TYPE_NOTE 7.5
#define ZI_TYPE_FIGURE 9.0
#define ZI_TYPE_LEAST 6.6

/* From one line to the next, of its size. */
#define ZI_LEADING 1.2

#define ZI_MARGIN 10.0

#endif
