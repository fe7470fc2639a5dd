package dev.tandem.image;

/** Whether a JPEG has four channels of ink, and how they are stored: Adobe's APP14 marker says so. */
enum Inks {
    /** It has levels of light. */
    NONE,
    /** Amounts of cyan, magenta, yellow, black. */
    PLAIN,
    /** The same, subtracted from 255. */
    INVERTED,
    /** Inverted, and the first three as YCbCr. */
    YCCK
}
