package dev.tandem.table;

import java.io.DataInput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an NPY file, versions 1 to 3 (NEP 1, "A Simple File Format for NumPy Arrays").
 *
 * @param type of the values
 * @param shape of the array; the first dimension counts the rows
 * @param bytes of the head, where the values begin
 */
record NpyHeader(NpyType type, List<Long> shape, int bytes) implements Serializable {

    /** More than NumPy itself reads without being told to. */
    private static final int MOST_BYTES = 1 << 16;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");
    private static final Pattern DIMENSION = Pattern.compile("\\d{1,15}");

    NpyHeader {
        shape = List.copyOf(shape);
    }

    static NpyHeader read(DataInput in) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new NpyFormatException("is no NPY file: it does not begin with \\x93NUMPY");
        }
        int version = in.readUnsignedByte();
        int minor = in.readUnsignedByte();
        if (version < 1 || version > 3) {
            throw new NpyFormatException(
                    "has the NPY version " + version + "." + minor + ", but only 1 to 3 can be read");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        long length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length |= (long) in.readUnsignedByte() << (8 * i);
        }
        if (length > MOST_BYTES) {
            throw new NpyFormatException(
                    "announces a header of " + length + " bytes, but at most " + MOST_BYTES + " are read");
        }
        byte[] text = new byte[(int) length];
        in.readFully(text);
        return parse(new String(text, StandardCharsets.UTF_8), MAGIC.length + 2 + lengthBytes + text.length);
    }

    private static NpyHeader parse(String text, int bytes) throws NpyFormatException {
        NpyType type = NpyType.parse(only(TYPE, text, "descr"));
        List<Long> shape = new ArrayList<>();
        Matcher dimension = DIMENSION.matcher(only(SHAPE, text, "shape"));
        while (dimension.find()) {
            shape.add(Long.valueOf(dimension.group()));
        }
        if (only(ORDER, text, "fortran_order").equals("True") && shape.size() > 1) {
            throw new NpyFormatException(
                    "is in Fortran order, in which rows are scattered: save it with np.ascontiguousarray");
        }
        NpyHeader header = new NpyHeader(type, shape, bytes);
        header.check();
        return header;
    }

    private static String only(Pattern pattern, String text, String key) throws NpyFormatException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new NpyFormatException("has a header without a readable '" + key + "': " + text.strip());
        }
        return matcher.group(1);
    }

    private void check() throws NpyFormatException {
        if (shape.isEmpty() || shape.contains(0L)) {
            throw new NpyFormatException("has the shape " + shape + ", but at least one row is needed");
        }
        if (shape.get(0) > Integer.MAX_VALUE) {
            throw new NpyFormatException(
                    "has " + shape.get(0) + " rows, but at most " + Integer.MAX_VALUE + " can be read");
        }
        try {
            contentBytes();
        } catch (ArithmeticException e) {
            throw new NpyFormatException("has the absurd shape " + shape);
        }
    }

    int rows() {
        return Math.toIntExact(shape.get(0));
    }

    /** Values of one row. */
    long rowValues() {
        return shape.stream().skip(1).reduce(1L, Math::multiplyExact);
    }

    long rowBytes() {
        return Math.multiplyExact(rowValues(), (long) type.bytes());
    }

    /** Bytes of all values. */
    long contentBytes() {
        return Math.multiplyExact(rowBytes(), shape.get(0));
    }

    /** The shape of some rows; of numbers alone, a column. */
    long[] shapeOf(int rows) {
        if (shape.size() == 1) {
            return new long[] {rows, 1};
        }
        long[] some = shape.stream().mapToLong(Long::longValue).toArray();
        some[0] = rows;
        return some;
    }
}
