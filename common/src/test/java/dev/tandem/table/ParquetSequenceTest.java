package dev.tandem.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.data.DataFile;
import dev.tandem.table.TableTarget.Label;
import dev.tandem.table.TableTarget.Values;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParquetSequenceTest {

    private static final String NUMBERS = "message m { required float x; required int32 y; }";

    @TempDir
    private Path folder;

    private String numbers(String name, int rows, int groupRows) throws IOException {
        return Parquets.write(folder.resolve(name), NUMBERS, rows, groupRows, 2, (group, row) -> {
            group.add("x", (float) row);
            group.add("y", row);
        });
    }

    private static TableSchema values(String... columns) {
        return new TableSchema(List.of(), new Values(List.of(columns)));
    }

    private static TableSchema label(String column) {
        return new TableSchema(List.of(), new Label(column, 0, List.of()));
    }

    private static ParquetSequence open(String path, TableSchema schema, int batchSize) throws IOException {
        return ParquetSequence.open(path, schema, batchSize, Optional.empty());
    }

    private static String inputs(Batch batch) {
        return Arrays.deepToString(batch.inputs().get(0).toFloatMatrix());
    }

    private static String targets(Batch batch) {
        return Arrays.deepToString(batch.targets().get(0).toFloatMatrix());
    }

    @Test
    void everyRow_isInOneBatch() throws IOException {
        for (int rows = 1; rows <= 9; rows += 2) {
            for (int groupRows = 1; groupRows <= 10; groupRows += 3) {
                String file = numbers(rows + "x" + groupRows + ".parquet", rows, groupRows);
                for (int batch = 1; batch <= rows + 1; batch++) {
                    ParquetSequence data = open(file, values("y"), batch);
                    List<Float> seen = new ArrayList<>();
                    for (Batch each : data) {
                        assertThat(each.inputs().get(0))
                                .isEqualTo(each.targets().get(0));
                        for (float value : each.inputs().get(0).data().asFloat()) {
                            seen.add(value);
                        }
                    }
                    assertThat(data.length()).isEqualTo((rows + batch - 1) / batch);
                    assertThat(seen).hasSize(rows).isSorted().doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void rowsOfAGroup_areReadFromTheirPagesAlone() throws IOException {
        String file = numbers("a.parquet", 40, 20);
        List<RowGroup> groups = new ParquetTable(List.of(DataFile.at(file))).groups();
        assertThat(groups).hasSize(2);
        ParquetColumn x = new ParquetColumn("x", ParquetColumn.Kind.NUMBERS, 1, List.of());
        for (int from = 0; from < 20; from++) {
            for (int count = 1; count <= 20 - from; count++) {
                float[] read = new GroupReader(groups.get(1), List.of(x))
                        .read(from, count)
                        .numbers(0);
                assertThat(read).hasSize(count);
                for (int i = 0; i < count; i++) {
                    assertThat(read[i]).isEqualTo(20 + from + i);
                }
            }
        }
    }

    @Test
    void folder_isReadInTheOrderOfNames() throws IOException {
        Files.createDirectories(folder.resolve("d"));
        numbers("d/b.parquet", 3, 2);
        numbers("d/a.parquet", 4, 2);
        Files.writeString(folder.resolve("d/_SUCCESS"), "");
        ParquetSequence data = open(folder.resolve("d").toString(), values("y"), 5);
        assertThat(data.get(0).inputs().get(0).toFloatVector()).containsExactly(0, 1, 2, 3, 0);
        assertThat(data.get(1).inputs().get(0).toFloatVector()).containsExactly(1, 2);
    }

    @Test
    void columnsOfEveryKind_areNumbers() throws IOException {
        String schema = "message m { required boolean b; required int32 i; required int64 l; required float f;"
                + " required double d; required int32 u (INTEGER(8,false)); required int64 c (DECIMAL(9,2));"
                + " required int32 y; }";
        String file = Parquets.write(folder.resolve("a.parquet"), schema, 2, 10, 10, (group, row) -> {
            group.add("b", row == 1);
            group.add("i", -row);
            group.add("l", 10L + row);
            group.add("f", 0.5f);
            group.add("d", -1e3);
            group.add("u", 200);
            group.add("c", -12345L);
            group.add("y", row);
        });
        ParquetSequence data = open(file, values("y"), 2);
        assertThat(data.numbers().cardinality()).isEqualTo(7);
        assertThat(inputs(data.get(0)))
                .isEqualTo(
                        "[[0.0, 0.0, 10.0, 0.5, -1000.0, 200.0, -123.45], [1.0, -1.0, 11.0, 0.5, -1000.0, 200.0, -123.45]]");
    }

    @Test
    void lists_areFeatures() throws IOException {
        String schema = "message m { required group v (LIST) { repeated group list { required double element; } }"
                + " required float x; required int32 y; }";
        String file = Parquets.write(folder.resolve("a.parquet"), schema, 7, 3, 2, (group, row) -> {
            var list = group.addGroup("v");
            for (int i = 0; i < 3; i++) {
                list.addGroup("list").add("element", row * 10.0 + i);
            }
            group.add("x", (float) -row);
            group.add("y", row);
        });
        ParquetSequence data = open(file, values("y"), 2);
        assertThat(data.features()).isEqualTo(4);
        assertThat(inputs(data.get(1))).isEqualTo("[[20.0, 21.0, 22.0, -2.0], [30.0, 31.0, 32.0, -3.0]]");
        RowGroup first = new ParquetTable(List.of(DataFile.at(file))).groups().get(0);
        ParquetColumn list = new ParquetColumn("v", ParquetColumn.Kind.NUMBERS, 3, List.of());
        assertThat(new GroupReader(first, List.of(list)).read(1, 1).numbers(0)).containsExactly(10, 11, 12);
    }

    @Test
    void listsOfOtherLengths_areRefused() throws IOException {
        String schema = "message m { required group v (LIST) { repeated group list { required double element; } }"
                + " required int32 y; }";
        String file = Parquets.write(folder.resolve("a.parquet"), schema, 4, 10, 10, (group, row) -> {
            var list = group.addGroup("v");
            for (int i = 0; i < (row == 1 ? 1 : row == 2 ? 3 : 2); i++) {
                list.addGroup("list").add("element", 1.0);
            }
            group.add("y", row);
        });
        ParquetSequence data = open(file, values("y"), 2);
        assertThatThrownBy(() -> data.get(0))
                .hasMessage(file + ", column 'v', row 1 has 1 values, but the first row has 2");
    }

    @Test
    void textLabels_areClasses() throws IOException {
        String schema = "message m { required float x; required binary kind (STRING); required binary size (STRING); }";
        String file = Parquets.write(folder.resolve("a.parquet"), schema, 6, 2, 2, (group, row) -> {
            group.add("x", (float) row);
            group.add("kind", row % 2 == 0 ? "zebra" : "ant");
            group.add("size", "m");
        });
        TableSchema schemaOf = new TableSchema(
                List.of(TableColumn.categories("size", List.of("s", "m")), TableColumn.numbers("x")),
                new Label("kind", 0, List.of()));
        ParquetSequence data = open(file, schemaOf, 4);
        assertThat(data.notes().classes()).containsExactly("ant", "zebra");
        assertThat(data.notes().preparation()).containsEntry("categories", Map.of("size", List.of("s", "m")));
        assertThat(data.numbers().toString()).isEqualTo("{2}");
        assertThat(inputs(data.get(1))).isEqualTo("[[0.0, 1.0, 4.0], [0.0, 1.0, 5.0]]");
        assertThat(targets(data.get(1))).isEqualTo("[[0.0, 1.0], [1.0, 0.0]]");
        assertThat(open(file, data.schema(), 4).notes()).isEqualTo(data.notes());
        ParquetSequence unlabelled = open(file, TableSchema.fromNotes(data.notes(), new TableTarget.None()), 4);
        assertThat(inputs(unlabelled.get(1))).isEqualTo(inputs(data.get(1)));
        assertThat(unlabelled.get(1).targets()).isEmpty();
    }

    @Test
    void wholeNumbersAsLabels_areClassNumbers() throws IOException {
        String file = numbers("a.parquet", 3, 2);
        assertThat(targets(open(file, label("y"), 3).get(0)))
                .isEqualTo("[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]");
        ParquetSequence two = open(file, new TableSchema(List.of(), new Label("y", 2, List.of())), 3);
        assertThatThrownBy(() -> two.get(0)).hasMessage(file + ", column 'y', row 2 is '2', which is none of [0, 1]");
    }

    @Test
    void rowWithoutValue_isNamed() throws IOException {
        String file = Parquets.write(
                folder.resolve("a.parquet"),
                "message m { optional float x; required int32 y; }",
                9,
                3,
                2,
                (group, row) -> {
                    if (row != 7) {
                        group.add("x", (float) row);
                    }
                    group.add("y", row);
                });
        ParquetSequence data = open(file, values("y"), 1);
        assertThat(data.get(2).inputs().get(0).toFloatVector()).containsExactly(2);
        assertThatThrownBy(() -> data.get(7))
                .hasMessage(file + ", column 'x', row 7 has no value: fill it, or leave the row out");
    }

    /** The cell's length, and its first byte times one more than the pass; a whole batch has its number and pass added to the targets. */
    record Lengths() implements CellReader {
        @Override
        public List<Integer> shape() {
            return List.of(1, 2);
        }

        @Override
        public Map<String, Object> notes() {
            return Map.of("bytes", "are lengths");
        }

        @Override
        public void read(byte[] cell, long pass, int row, float[] inputs, int offset) throws IOException {
            if (cell.length == 3) {
                throw new IOException("three bytes are no picture");
            }
            assertThat(cell[0]).isEqualTo((byte) row);
            inputs[offset] = cell.length;
            inputs[offset + 1] = cell[0] * (1 + pass);
        }

        @Override
        public void complete(long pass, int batch, float[] inputs, float[] targets, int rows) {
            assertThat(inputs).hasSize(2 * rows);
            targets[rows - 1] += 100 * batch + 1000 * pass;
        }
    }

    @Test
    void bytes_areReadByTheCellReader() throws IOException {
        String file = Parquets.write(
                folder.resolve("a.parquet"),
                "message m { required binary image; required int32 y; }",
                4,
                2,
                2,
                (group, row) -> {
                    group.add("image", Binary.fromConstantByteArray(new byte[] {(byte) row, 1, 2, 3}, 0, 4 - row % 4));
                    group.add("y", row);
                });
        ParquetSequence data = ParquetSequence.open(file, values("y"), 2, Optional.of(new Lengths()));
        assertThat(data.features()).isEqualTo(2);
        assertThat(data.get(1).inputs().get(0).shape()).containsExactly(2, 1, 2);
        assertThat(data.get(1).inputs().get(0).data().asFloat()).containsExactly(2, 2, 1, 3);
        assertThat(data.get(1).targets().get(0).data().asFloat()).containsExactly(2, 103);
        data.onEpochEnd();
        assertThat(data.get(1).inputs().get(0).data().asFloat()).containsExactly(2, 4, 1, 6);
        assertThat(data.get(1).targets().get(0).data().asFloat()).containsExactly(2, 1103);
        assertThat(data.notes().preparation()).isEqualTo(Map.of("bytes", "are lengths"));
        assertThatThrownBy(() -> data.get(0)).hasMessage(file + ", column 'image', row 1: three bytes are no picture");
        assertThatThrownBy(() -> open(file, values("y"), 2))
                .hasMessage(file
                        + " has bytes in the columns [image]: say what they mean (image_size for pictures), or leave"
                        + " them out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "required binary t (STRING)|has the column 't' of the type BINARY STRING, which is no number: leave it out, or"
                        + " take it as categories if it holds names",
                "required int32 t (DATE)|has the column 't' of the type INT32 DATE, which is no number: leave it out, or take"
                        + " it as categories if it holds names",
                "required group t { required int32 a; required int32 b; }|has the column 't' with columns of its own, but"
                        + " numbers, texts, bytes or lists are needed"
            })
    void columnThatIsNoNumber_isRefused(String column, String message) throws IOException {
        String schema = "message m { " + column + (column.endsWith("}") ? "" : ";") + " required int32 y; }";
        String file = Parquets.write(folder.resolve("a.parquet"), schema, 1, 2, 2, (group, row) -> {
            if (column.contains("group")) {
                group.addGroup("t").append("a", 1).append("b", 1);
            } else if (column.contains("binary")) {
                group.add("t", "x");
            } else {
                group.add("t", 1);
            }
            group.add("y", row);
        });
        assertThatThrownBy(() -> open(file, values("y"), 1)).hasMessage(file + " " + message);
    }

    @Test
    void missingColumn_isNamed() throws IOException {
        String file = numbers("a.parquet", 3, 2);
        assertThatThrownBy(() -> open(file, values("z"), 1)).hasMessage(file + " has no column 'z': it has [x, y]");
    }

    @Test
    void otherFile_isNamed() throws IOException {
        Path file = folder.resolve("a.parquet");
        Files.write(file, "PAR1 and more".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open(file.toString(), values("y"), 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " cannot be read as Parquet, it is damaged or something else: ");
    }

    @Test
    void pageThatUnpacksToLess_isRefusedAndNotWaitedFor() throws IOException {
        Path file = Path.of(numbers("a.parquet", 40, 40));
        byte[] damaged = Files.readAllBytes(file);
        int snappyLength = 4;
        while (damaged[snappyLength] != (byte) 0xA0 || damaged[snappyLength + 1] != 1) {
            snappyLength++;
        }
        damaged[snappyLength] = (byte) 0x9F;
        Files.write(file, damaged);
        Files.delete(folder.resolve(".a.parquet.crc"));
        assertThatThrownBy(() -> open(file.toString(), values("y"), 1).get(0))
                .hasMessageMatching(file
                        + ", row group 0: the column 'x' has a page at byte 4 that unpacks to 159 bytes, but announces"
                        + " 160");
    }

    @Test
    void filesWithOtherColumns_areRefused() throws IOException {
        Files.createDirectories(folder.resolve("d"));
        String one = numbers("d/a.parquet", 3, 2);
        String other = Parquets.write(
                folder.resolve("d/b.parquet"),
                "message m { required float x; required int64 y; }",
                1,
                1,
                1,
                (group, row) -> {
                    group.add("x", 1f);
                    group.add("y", 1L);
                });
        assertThatThrownBy(() -> open(folder.resolve("d").toString(), values("y"), 1))
                .hasMessage(other + " has other columns than " + one + ": [x, y], not [x, y], or some of other types");
    }

    @Test
    void fileThatHasChanged_isNamed() throws IOException {
        String file = numbers("a.parquet", 3, 2);
        ParquetSequence data = open(file, values("y"), 1);
        long length = Files.size(Path.of(file));
        Files.delete(Path.of(file));
        numbers("a.parquet", 30, 2);
        assertThatThrownBy(() -> data.get(1))
                .hasMessage(file + " has changed since the run started: it had " + length + " bytes");
    }

    @Test
    void copy_readsTheSame() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(open(numbers("a.parquet", 3, 2), label("y"), 2));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(targets(((ParquetSequence) in.readObject()).get(1))).isEqualTo("[[0.0, 0.0, 1.0]]");
        }
    }

    @Test
    void hosts_areThoseOfTheRowGroups() throws IOException {
        Files.createDirectories(folder.resolve("d"));
        numbers("d/0-a-b.parquet", 4, 2);
        numbers("d/1-b-c.parquet", 4, 2);
        ParquetSequence data = open("spread://" + folder.resolve("d"), values("y"), 2);
        assertThat(data.preferredHosts(0, 2)).containsExactly("a", "b");
        assertThat(data.preferredHosts(2, 4)).containsExactly("b", "c");
        assertThat(data.preferredHosts(0, 4).get(0)).isEqualTo("b");
        assertThat(data.preferredHosts(3, 3)).isEmpty();
    }
}
