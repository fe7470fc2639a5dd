package dev.tandem.image;

/** What Adobe's APP14 marker says of a JPEG's four channels. */
enum AdobeMarker {
    /** There is none. */
    NONE,
    /** Cyan, magenta, yellow, black. */
    CMYK,
    /** The first three as YCbCr. */
    YCCK
}
