package dev.tandem.plan;

/** Independent seeds derived from one: the same parts give the same seed on every machine. */
public final class Seeds {

    private Seeds() {}

    /** A seed for one purpose, for example {@code derive(seed, epoch, round, replica)}. */
    public static long derive(long seed, long... parts) {
        long mixed = mix(seed);
        for (long part : parts) {
            mixed = mix(mixed ^ (part + 0x9E3779B97F4A7C15L));
        }
        return mixed;
    }

    /** SplitMix64's finalizer (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
