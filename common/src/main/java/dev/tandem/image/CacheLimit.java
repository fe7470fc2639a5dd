package dev.tandem.image;

import java.io.Serializable;

/**
 * Where pictures that were brought to their size are kept for later passes, and how many bytes of them each JVM may keep. When they are
 * used up, further pictures are read anew each time. Results do not depend on it.
 *
 * @param place where
 * @param bytes at most; 0 with {@link Place#NONE}
 */
public record CacheLimit(Place place, long bytes) implements Serializable {

    /** Keeps nothing. */
    public static final CacheLimit NONE = new CacheLimit(Place.NONE, 0);

    /** Where pictures are kept. */
    public enum Place {
        /** Nowhere. */
        NONE,
        /** On the JVM's heap. */
        MEMORY,
        /** In a file of the JVM's own among Spark's local files, or the JVM's temporary ones, which goes with the JVM. */
        DISK
    }

    public CacheLimit {
        if (place == Place.NONE ? bytes != 0 : bytes < 1) {
            throw new IllegalArgumentException(
                    "Invalid cache: " + bytes + " bytes (must be at least 1 in memory or on disk, and 0 for none)");
        }
    }

    public static CacheLimit memory(long bytes) {
        return new CacheLimit(Place.MEMORY, bytes);
    }

    public static CacheLimit disk(long bytes) {
        return new CacheLimit(Place.DISK, bytes);
    }
}
