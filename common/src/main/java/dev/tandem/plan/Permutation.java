package dev.tandem.plan;

/**
 * A seeded bijection of {@code 0..length-1} that needs no memory: a balanced Feistel network over the next power of four, walked until
 * it lands inside (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002, cycle walking; at most four walks on average).
 */
record Permutation(int length, long seed) {

    private static final int ROUNDS = 6;

    /** Where a value goes; {@code value} from 0 to {@code length - 1}. */
    int apply(int value) {
        int halfBits = (65 - Long.numberOfLeadingZeros(Math.max(1, length - 1))) / 2;
        long walked = value;
        do {
            walked = encrypt(walked, halfBits);
        } while (walked >= length);
        return (int) walked;
    }

    private long encrypt(long value, int halfBits) {
        long mask = (1L << halfBits) - 1;
        long left = value >>> halfBits;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = left ^ (Seeds.derive(seed, round, right) & mask);
            left = right;
            right = mixed;
        }
        return (left << halfBits) | right;
    }
}
