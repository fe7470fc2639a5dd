package dev.tandem.image;

/** Formats that are decoded. */
enum ImageFormat {
    PNG,
    JPEG
}
