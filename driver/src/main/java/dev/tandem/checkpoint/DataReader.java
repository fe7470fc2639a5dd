package dev.tandem.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.ChecksumException;
import org.jspecify.annotations.Nullable;

/** Reads data files and believes nothing: lengths are compared before anything is allocated, checksums before anything is used. */
final class DataReader {

    /** A longer document is refused. */
    static final int MOST_STATE_BYTES = 1 << 28;

    private static final int CHUNK_BYTES = 1 << 20;

    private interface Sink {
        void accept(byte[] chunk, int length);
    }

    private final Store store;
    private final Map<String, Long> bytesByName = new TreeMap<>();

    /** Lists the data files that exist now. */
    DataReader(Store store) throws IOException {
        this.store = store;
        for (StoredFile file : store.list(Folder.DATA)) {
            bytesByName.put(file.name(), file.bytes());
        }
    }

    /** Compares existence and length only. */
    void checkLength(DataFile file) throws InvalidCommitException {
        @Nullable Long bytes = bytesByName.get(file.file());
        if (bytes == null) {
            throw new InvalidCommitException(path(file) + " is missing");
        }
        if (bytes != file.bytes()) {
            throw new InvalidCommitException(
                    path(file) + " has " + bytes + " bytes (its manifest says " + file.bytes() + ")");
        }
    }

    /** Reads all of it and keeps nothing. */
    void verify(DataFile file) throws IOException, InvalidCommitException {
        checkLength(file);
        stream(file, (chunk, length) -> {});
    }

    float[] floats(DataFile file) throws IOException, InvalidCommitException {
        checkLength(file);
        if (file.bytes() % Float.BYTES != 0 || file.bytes() / Float.BYTES > Integer.MAX_VALUE - 8) {
            throw new InvalidCommitException(path(file) + " has " + file.bytes() + " bytes: no array of floats");
        }
        float[] values = new float[(int) (file.bytes() / Float.BYTES)];
        stream(file, new FloatSink(values));
        return values;
    }

    byte[] document(DataFile file) throws IOException, InvalidCommitException {
        checkLength(file);
        if (file.bytes() > MOST_STATE_BYTES) {
            throw new InvalidCommitException(
                    path(file) + " has " + file.bytes() + " bytes (at most " + MOST_STATE_BYTES + ")");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) file.bytes());
        stream(file, (chunk, length) -> bytes.write(chunk, 0, length));
        return bytes.toByteArray();
    }

    private void stream(DataFile file, Sink sink) throws IOException, InvalidCommitException {
        Checksums checksums = new Checksums();
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, file.bytes() + 1)];
        long left = file.bytes();
        try (InputStream input = store.open(Folder.DATA, file.file())) {
            for (int length = input.readNBytes(chunk, 0, chunk.length); length > 0; ) {
                left -= length;
                if (left < 0) {
                    throw new InvalidCommitException(path(file) + " is longer than its manifest says");
                }
                checksums.update(chunk, length);
                sink.accept(chunk, length);
                length = input.readNBytes(chunk, 0, chunk.length);
            }
        } catch (NoSuchFileException e) {
            throw new InvalidCommitException(path(file) + " is missing");
        } catch (ChecksumException e) {
            throw new InvalidCommitException(path(file) + " is damaged: " + e.getMessage());
        }
        if (!checksums.describe(file.name(), file.kind(), file.file()).equals(file)) {
            throw new InvalidCommitException(path(file) + " is damaged: its checksums are not those of its manifest");
        }
    }

    private static String path(DataFile file) {
        return Folder.DATA.path() + "/" + file.file();
    }

    /** Chunks are whole floats but for a damaged file's last one, which is refused afterwards. */
    private static final class FloatSink implements Sink {
        private final float[] values;
        private int position;

        FloatSink(float[] values) {
            this.values = values;
        }

        @Override
        public void accept(byte[] chunk, int length) {
            int count = length / Float.BYTES;
            ByteBuffer.wrap(chunk, 0, length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values, position, count);
            position += count;
        }
    }
}
