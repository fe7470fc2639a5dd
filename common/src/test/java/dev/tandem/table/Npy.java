package dev.tandem.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NumPy's files, written as NumPy writes them. */
final class Npy {

    private Npy() {}

    /** A head of version 1, padded to a multiple of 64 bytes. */
    static byte[] head(String type, String order, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
        int padded = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
        ByteBuffer head = ByteBuffer.allocate(10 + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        head.putShort((short) padded);
        head.put((text + " ".repeat(padded - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        return head.array();
    }

    static byte[] array(String type, String shape, byte[] values) {
        byte[] head = head(type, "False", shape);
        return ByteBuffer.allocate(head.length + values.length)
                .put(head)
                .put(values)
                .array();
    }

    static byte[] floats(String shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return array("<f4", shape, bytes.array());
    }

    static byte[] bytes(String shape, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return array("|u1", shape, bytes);
    }

    static String write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        return file.toString();
    }

    /** An archive as {@code np.savez} (stored) or {@code np.savez_compressed} (deflated) writes it. */
    static String archive(Path file, int method, Map<String, byte[]> arrays) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> array : new LinkedHashMap<>(arrays).entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
                entry.setMethod(method);
                CRC32 checksum = new CRC32();
                checksum.update(array.getValue());
                entry.setSize(array.getValue().length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return file.toString();
    }

    static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
