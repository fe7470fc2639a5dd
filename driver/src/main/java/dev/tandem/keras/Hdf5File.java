package dev.tandem.keras;

import static org.bytedeco.hdf5.global.hdf5.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/** What Keras keeps in an HDF5 file: groups, attributes of text, arrays of numbers. Read it only where the JVM may end with the library. */
final class Hdf5File implements AutoCloseable {

    private static final long MOST_TEXT_BYTES = 1L << 28;
    private static final long MOST_VALUES = 1L << 29;

    private final long file;

    private Hdf5File(long file) {
        this.file = file;
    }

    static Hdf5File open(Path path) throws IOException {
        H5Eset_auto2(H5E_DEFAULT, null, null);
        long file = H5Fopen(path.toString(), H5F_ACC_RDONLY, H5P_DEFAULT);
        if (file < 0) {
            throw new IOException("not an HDF5 file, or a damaged one");
        }
        return new Hdf5File(file);
    }

    /** Whether every part of a path from the root is there. */
    boolean has(String path) {
        StringBuilder part = new StringBuilder();
        for (String name : path.split("/")) {
            part.append(part.isEmpty() ? "" : "/").append(name);
            if (!name.isEmpty() && H5Lexists(file, part.toString(), H5P_DEFAULT) <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether an object of the file has an attribute. */
    boolean hasAttribute(String path, String attribute) {
        return H5Aexists_by_name(file, path, attribute, H5P_DEFAULT) > 0;
    }

    /** The strings of an attribute; one if it is no list. */
    List<String> strings(String path, String attribute) throws IOException {
        String what = "attribute " + attribute + " of " + path;
        long id = checked(H5Aopen_by_name(file, path, attribute, H5P_DEFAULT, H5P_DEFAULT), what);
        long space = checked(H5Aget_space(id), what);
        long type = checked(H5Aget_type(id), what);
        try {
            long count = checked(H5Sget_simple_extent_npoints(space), what);
            if (count == 0) {
                return List.of();
            }
            // An empty list of names is kept as an empty list of numbers.
            if (H5Tget_class(type) != H5T_STRING) {
                throw new IOException(what + " is no text");
            }
            return H5Tis_variable_str(type) > 0 ? variable(id, type, count, what) : fixed(id, type, count, what);
        } finally {
            H5Tclose(type);
            H5Sclose(space);
            H5Aclose(id);
        }
    }

    private static List<String> fixed(long id, long type, long count, String what) throws IOException {
        long size = H5Tget_size(type);
        if (size <= 0 || count > MOST_TEXT_BYTES / size) {
            throw new IOException(what + " claims " + count + " texts of " + size + " bytes");
        }
        byte[] bytes = new byte[(int) (count * size)];
        try (BytePointer buffer = new BytePointer(bytes.length)) {
            checked(H5Aread(id, type, buffer), what);
            buffer.get(bytes);
        }
        List<String> texts = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += (int) size) {
            int end = start;
            while (end < start + size && bytes[end] != 0) {
                end++;
            }
            texts.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static List<String> variable(long id, long type, long count, String what) throws IOException {
        if (count > MOST_TEXT_BYTES / 8) {
            throw new IOException(what + " claims " + count + " texts");
        }
        try (PointerPointer<BytePointer> texts = new PointerPointer<>(count)) {
            checked(H5Aread(id, type, texts), what);
            List<String> read = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                BytePointer text = texts.get(BytePointer.class, i);
                read.add(text == null || text.isNull() ? "" : text.getString(StandardCharsets.UTF_8));
            }
            return read;
        }
    }

    /** An array of numbers, as floats. */
    Array floats(String path) throws IOException {
        String what = "data set " + path;
        long id = checked(H5Dopen2(file, path, H5P_DEFAULT), what);
        long space = checked(H5Dget_space(id), what);
        try {
            int rank = (int) checked(H5Sget_simple_extent_ndims(space), what);
            long[] shape = new long[rank];
            if (rank > 0) {
                checked(H5Sget_simple_extent_dims(space, shape, new long[rank]), what);
            }
            long count = 1;
            for (long size : shape) {
                count = size < 0 || (size > 0 && count > MOST_VALUES / size) ? Long.MAX_VALUE : count * size;
                if (count == Long.MAX_VALUE) {
                    throw new IOException(what + " claims the shape " + Arrays.toString(shape));
                }
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            return new Array(name, shape, read(id, (int) count, what));
        } finally {
            H5Sclose(space);
            H5Dclose(id);
        }
    }

    private static float[] read(long id, int count, String what) throws IOException {
        float[] values = new float[count];
        if (count > 0) {
            try (FloatPointer buffer = new FloatPointer(count)) {
                checked(H5Dread(id, H5T_NATIVE_FLOAT_g(), H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer), what);
                buffer.get(values);
            }
        }
        return values;
    }

    private static long checked(long result, String what) throws IOException {
        if (result < 0) {
            throw new IOException("cannot read " + what + " of the HDF5 file");
        }
        return result;
    }

    @Override
    public void close() {
        H5Fclose(file);
    }
}
