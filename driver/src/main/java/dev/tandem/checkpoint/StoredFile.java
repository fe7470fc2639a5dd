package dev.tandem.checkpoint;

/**
 * One entry of a folder.
 *
 * @param name the file's name, without its folder
 * @param bytes its length
 */
record StoredFile(String name, long bytes) {}
