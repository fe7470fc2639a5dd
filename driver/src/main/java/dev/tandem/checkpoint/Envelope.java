package dev.tandem.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A JSON object that carries its own SHA-256 as its last field, in one fixed spelling, so that every changed byte shows. All format
 * versions keep this envelope and the field {@code format}: only so can a newer version be told from damage.
 */
final class Envelope {

    private static final String BEFORE = ",\"sha256\":\"";
    private static final String AFTER = "\"}\n";
    private static final int TAIL_BYTES = BEFORE.length() + 64 + AFTER.length();

    private Envelope() {}

    /** Adds the checksum to a JSON object of at least one field. */
    static byte[] seal(byte[] object) {
        int bodyBytes = object.length - 1;
        byte[] tail = tail(object, bodyBytes);
        byte[] sealed = Arrays.copyOf(object, bodyBytes + TAIL_BYTES);
        System.arraycopy(tail, 0, sealed, bodyBytes, TAIL_BYTES);
        return sealed;
    }

    /** Whether the bytes are exactly what {@link #seal} made. */
    static boolean isIntact(byte[] sealed) {
        int bodyBytes = sealed.length - TAIL_BYTES;
        return bodyBytes > 0 && Arrays.equals(sealed, bodyBytes, sealed.length, tail(sealed, bodyBytes), 0, TAIL_BYTES);
    }

    private static byte[] tail(byte[] bytes, int bodyBytes) {
        MessageDigest digest = sha256();
        digest.update(bytes, 0, bodyBytes);
        String tail = BEFORE + HexFormat.of().formatHex(digest.digest()) + AFTER;
        return tail.getBytes(StandardCharsets.US_ASCII);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
