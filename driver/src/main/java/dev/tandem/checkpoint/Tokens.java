package dev.tandem.checkpoint;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random names that no two writers share. */
final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** {@link ClaimName#TOKEN_LENGTH} hexadecimal digits. */
    static String random() {
        return HexFormat.of().toHexDigits(RANDOM.nextLong());
    }
}
