package dev.tandem.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.data.DamagedFiles;
import dev.tandem.data.Sequence;
import dev.tandem.table.TableTarget.Label;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each damaged file is read, where only values are others, or refused by name: in bounded time, with at most {@link #MOST_BYTES}. */
final class MutatedTablesTest {

    /** What may be allocated for a file of a few thousand bytes. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int ROWS = 120;

    @TempDir
    private Path folder;

    /** Opens a file as a table. */
    private interface Opening {
        Sequence open(String file) throws IOException;
    }

    /** Damages a file so many times; at least a third of them must be noticed. */
    private void readDamaged(byte[] whole, int files, int head, int tail, Opening opening) throws IOException {
        Random random = new Random(whole.length);
        int refused = 0;
        for (int i = 0; i < files; i++) {
            Path file = folder.resolve("damaged-" + i);
            Files.write(file, DamagedFiles.damaged(whole, random, head, tail));
            Optional<String> refusal =
                    DamagedFiles.refusal(file.toString(), MOST_BYTES, () -> readAll(opening.open(file.toString())));
            if (refusal.isPresent()) {
                refused++;
                assertThat(refusal.get()).contains(file.toString());
            }
        }
        assertThat(refused).isGreaterThan(files / 3);
    }

    private static void readAll(Sequence data) throws IOException {
        for (int index = 0; index < data.length(); index++) {
            try (Batch batch = data.get(index)) {
                assertThat(batch.size()).isPositive();
            }
        }
    }

    @Test
    void npy_damaged() throws IOException {
        float[] values = new float[ROWS * 3];
        byte[] whole = Npy.floats("(" + ROWS + ", 3)", values);
        String targets = Npy.write(folder.resolve("y.npy"), Npy.bytes("(" + ROWS + ",)", new int[ROWS]));

        readDamaged(whole, 120, 126, 0, file -> NpySequence.ofFiles(file, targets, 16, OptionalInt.of(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void npz_damaged(int method) throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x", Npy.floats("(" + ROWS + ", 3)", new float[ROWS * 3]));
        arrays.put("y", Npy.bytes("(" + ROWS + ",)", new int[ROWS]));
        byte[] whole = Files.readAllBytes(Path.of(Npy.archive(folder.resolve("whole.npz"), method, arrays)));

        readDamaged(whole, 80, 150, 150, file -> NpySequence.ofArchive(file, "x", "y", 16, OptionalInt.of(2)));
    }

    @Test
    void csv_damaged() throws IOException {
        StringBuilder text = new StringBuilder("x,\"colour\",kind\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row * 0.5).append(row % 2 == 0 ? ",\"deep, red\"," : ",green,");
            text.append(row % 3).append('\n');
        }
        TableSchema schema = new TableSchema(
                List.of(TableColumn.numbers("x"), TableColumn.categories("colour", List.of("deep, red", "green"))),
                new Label("kind", 3, List.of()));

        readDamaged(
                text.toString().getBytes(StandardCharsets.UTF_8),
                120,
                60,
                60,
                file -> CsvSequence.open(file, new CsvFormat(true, ','), schema, 16));
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                        CompressionCodecName.UNCOMPRESSED,
                        CompressionCodecName.SNAPPY,
                        CompressionCodecName.GZIP,
                        CompressionCodecName.ZSTD,
                        CompressionCodecName.LZ4_RAW)
                .flatMap(codec -> Stream.of(true, false).map(dictionary -> Arguments.of(codec, dictionary)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void parquet_damaged(CompressionCodecName codec, boolean dictionary) throws IOException {
        Path whole = folder.resolve("whole.parquet");
        Parquets.Form form = new Parquets.Form(codec, dictionary, false);
        Parquets.write(
                whole,
                "message m { required float x; optional int64 n; required binary kind (STRING); }",
                form,
                ROWS,
                (group, row) -> {
                    group.add("x", row % 7 * 0.5f);
                    group.add("n", (long) (row % 5));
                    group.add("kind", row % 3 == 0 ? "zebra" : "ant");
                });
        TableSchema schema = new TableSchema(List.of(), new Label("kind", 2, List.of("ant", "zebra")));

        readDamaged(
                Files.readAllBytes(whole),
                50,
                100,
                400,
                file -> ParquetSequence.open(file, schema, 16, Optional.empty()));
    }
}
