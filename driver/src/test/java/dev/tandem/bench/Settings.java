package dev.tandem.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How and where to measure.
 *
 * @param depth how thoroughly
 * @param home this checkout
 * @param data where real data may be; see {@link #data(String)}
 * @param scratch an empty directory that is deleted in the end
 */
public record Settings(Depth depth, Path home, Path data, Path scratch) {

    /** How thoroughly to measure. */
    public enum Depth {
        /** Small epochs, few repetitions: whether everything works, and roughly how fast. */
        QUICK,
        /** What is reported. */
        FULL
    }

    /** One of two numbers, by depth. */
    public int choose(int quick, int full) {
        return depth == Depth.QUICK ? quick : full;
    }

    /** A file or directory of the real data, if it is there. */
    public Optional<Path> data(String name) {
        return Optional.of(data.resolve(name)).filter(Files::exists);
    }
}
