package dev.tandem.table;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's type of an array's values.
 *
 * @param kind {@code f} float, {@code i} integer, {@code u} integer without sign, {@code b} true or false
 * @param bytes of one value
 * @param bigEndian whether the highest byte comes first
 */
record NpyType(char kind, int bytes, boolean bigEndian) implements Serializable {

    private static final Pattern DESCRIPTION = Pattern.compile("([<>|=]?)(f4|f8|i1|i2|i4|i8|u1|u2|b1)");

    /** Reads NumPy's {@code descr}, such as {@code <f4}. */
    static NpyType parse(String description) throws NpyFormatException {
        Matcher matcher = DESCRIPTION.matcher(description);
        if (!matcher.matches()) {
            throw new NpyFormatException("has values of the type '" + description
                    + "', but only f4, f8, i1, i2, i4, i8, u1, u2 and bool can be read: convert them with astype");
        }
        String type = matcher.group(2);
        return new NpyType(
                type.charAt(0), type.charAt(1) - '0', matcher.group(1).equals(">"));
    }

    /** Whether values count or name something. */
    boolean isInteger() {
        return kind != 'f';
    }

    /** Values of an array's bytes. */
    float[] decode(byte[] content, int values) {
        ByteBuffer buffer = ByteBuffer.wrap(content).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        float[] decoded = new float[values];
        for (int i = 0; i < values; i++) {
            decoded[i] = value(buffer);
        }
        return decoded;
    }

    private float value(ByteBuffer buffer) {
        return switch (bytes) {
            case 1 -> oneByte(buffer.get());
            case 2 -> kind == 'u' ? Short.toUnsignedInt(buffer.getShort()) : buffer.getShort();
            case 4 -> kind == 'f' ? buffer.getFloat() : buffer.getInt();
            default -> kind == 'f' ? (float) buffer.getDouble() : buffer.getLong();
        };
    }

    private float oneByte(byte value) {
        if (kind == 'b') {
            return value == 0 ? 0 : 1;
        }
        return kind == 'u' ? Byte.toUnsignedInt(value) : value;
    }
}
