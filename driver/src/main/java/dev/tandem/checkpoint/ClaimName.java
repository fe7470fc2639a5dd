package dev.tandem.checkpoint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One claim on a run directory, as its file name tells it. The token makes the file unique, so that two writers of the same number see
 * each other even where creating a file is not exclusive.
 */
record ClaimName(int number, String token) {

    /** Hexadecimal digits of a token. */
    static final int TOKEN_LENGTH = 16;

    private static final Pattern NAME = Pattern.compile("(\\d{10})-([0-9a-f]{" + TOKEN_LENGTH + "})\\.json");

    static Optional<ClaimName> of(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(new ClaimName(Integer.parseInt(matcher.group(1)), matcher.group(2)));
    }

    String fileName() {
        return String.format("%010d-%s.json", number, token);
    }
}
