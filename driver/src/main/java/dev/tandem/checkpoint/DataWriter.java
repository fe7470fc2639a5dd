package dev.tandem.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the data files of one commit, each once under a name of its own. */
final class DataWriter {

    /** The name under which the JSON document is listed. */
    static final String STATE = "state";

    private static final int CHUNK_BYTES = 1 << 20;

    private final Store store;

    DataWriter(Store store) {
        this.store = store;
    }

    List<DataFile> write(CommitId id, String token, CommitContent content) throws IOException {
        List<DataFile> files = new ArrayList<>();
        files.add(writeState(id, token, Json.bytes(content.state())));
        int number = 0;
        for (Map.Entry<String, float[]> array : content.arrays().entrySet()) {
            number++;
            String file = fileName(id, token, number + "-" + array.getKey(), DataFile.Kind.FLOAT32);
            files.add(writeFloats(array.getKey(), file, array.getValue()));
        }
        return files;
    }

    /** The token in the name keeps apart the files of two writers that wrongly believe in one id. */
    private static String fileName(CommitId id, String token, String name, DataFile.Kind kind) {
        return id.stem() + "-" + token + "-" + name + "." + kind.extension();
    }

    private DataFile writeState(CommitId id, String token, byte[] json) throws IOException {
        String file = fileName(id, token, "0-" + STATE, DataFile.Kind.JSON);
        if (json.length > DataReader.MOST_STATE_BYTES) {
            throw new IOException("Cannot commit a state document of " + json.length + " bytes (at most "
                    + DataReader.MOST_STATE_BYTES + "): put large arrays into the commit's arrays");
        }
        Checksums checksums = new Checksums();
        checksums.update(json, json.length);
        store.write(file, output -> output.write(json));
        return checksums.describe(STATE, DataFile.Kind.JSON, file);
    }

    private DataFile writeFloats(String name, String file, float[] values) throws IOException {
        Checksums checksums = new Checksums();
        store.write(file, output -> {
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, (long) values.length * Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int from = 0;
            while (from < values.length) {
                int count = Math.min(chunk.capacity() / Float.BYTES, values.length - from);
                chunk.asFloatBuffer().put(values, from, count);
                checksums.update(chunk.array(), count * Float.BYTES);
                output.write(chunk.array(), 0, count * Float.BYTES);
                from += count;
            }
        });
        return checksums.describe(name, DataFile.Kind.FLOAT32, file);
    }
}
