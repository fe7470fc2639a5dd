package dev.tandem.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
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
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvSequenceTest {

    private static final TableSchema KIND = new TableSchema(List.of(), new Label("kind", 0, List.of()));

    @TempDir
    private Path folder;

    private String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return file.toString();
    }

    private static CsvSequence open(String path, TableSchema schema, int batchSize) throws IOException {
        return CsvSequence.open(path, CsvFormat.STANDARD, schema, batchSize);
    }

    private static TableSchema values(String... columns) {
        return new TableSchema(List.of(), new Values(List.of(columns)));
    }

    private static String inputs(Batch batch) {
        return Arrays.deepToString(batch.inputs().get(0).toFloatMatrix());
    }

    private static String targets(Batch batch) {
        return Arrays.deepToString(batch.targets().get(0).toFloatMatrix());
    }

    @Test
    void columns_areInputsButForTheLabel() throws IOException {
        CsvSequence data = open(write("a.csv", "x,kind,y\n1,b,-2.5\n3e2,a,.5\n-0,b,7\n"), KIND, 2);

        assertThat(data.length()).isEqualTo(2);
        assertThat(data.features()).isEqualTo(2);
        assertThat(inputs(data.get(0))).isEqualTo("[[1.0, -2.5], [300.0, 0.5]]");
        assertThat(targets(data.get(0))).isEqualTo("[[0.0, 1.0], [1.0, 0.0]]");
        assertThat(inputs(data.get(1))).isEqualTo("[[-0.0, 7.0]]");
        assertThat(targets(data.get(1))).isEqualTo("[[0.0, 1.0]]");
        assertThat(data.notes().classes()).containsExactly("a", "b");
    }

    @Test
    void wholeNumbersAsLabels_areClassNumbers() throws IOException {
        CsvSequence data = open(write("a.csv", "x,kind\n1,2\n2,0\n"), KIND, 2);
        assertThat(targets(data.get(0))).isEqualTo("[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]");
        assertThat(data.notes().classes()).containsExactly("0", "1", "2");
    }

    @Test
    void classes_mayBeMoreThanTheLabelsSeen() throws IOException {
        TableSchema four = new TableSchema(List.of(), new Label("kind", 4, List.of()));
        assertThat(targets(open(write("a.csv", "x,kind\n1,2\n"), four, 2).get(0)))
                .isEqualTo("[[0.0, 0.0, 1.0, 0.0]]");
    }

    @Test
    void numbersAsLabels_stayAsTheyAre() throws IOException {
        CsvSequence data = open(write("a.csv", "x,u,v\n1,2.5,3\n"), values("v", "u"), 2);
        assertThat(inputs(data.get(0))).isEqualTo("[[1.0]]");
        assertThat(targets(data.get(0))).isEqualTo("[[3.0, 2.5]]");
    }

    @Test
    void categories_becomeOneFeatureEach() throws IOException {
        TableSchema schema = new TableSchema(
                List.of(
                        TableColumn.categories("colour", List.of("red", "green")),
                        TableColumn.numbers("x"),
                        TableColumn.categories("size", List.of())),
                new Values(List.of("y")));
        CsvSequence data = open(write("a.csv", "y,size,x,colour\n0,m,5,green\n0,l,6,red\n"), schema, 2);

        assertThat(inputs(data.get(0))).isEqualTo("[[0.0, 1.0, 5.0, 0.0, 1.0], [1.0, 0.0, 6.0, 1.0, 0.0]]");
        assertThat(data.numbers().toString()).isEqualTo("{2}");
        assertThat(data.notes().preparation())
                .isEqualTo(Map.of(
                        "columns",
                        List.of("colour", "x", "size"),
                        "categories",
                        Map.of("colour", List.of("red", "green"), "size", List.of("l", "m"))));
        assertThat(TableSchema.fromNotes(data.notes(), data.schema().target())).isEqualTo(data.schema());
    }

    @Test
    void validation_usesTheTrainingSchema() throws IOException {
        CsvSequence train = open(write("a.csv", "x,kind\n1,c\n2,a\n3,b\n"), KIND, 2);
        CsvSequence validation = open(write("b.csv", "x,kind\n1,c\n"), train.schema(), 2);
        assertThat(targets(validation.get(0))).isEqualTo("[[0.0, 0.0, 1.0]]");
        CsvSequence other = open(write("c.csv", "x,kind\n1,d\n"), train.schema(), 2);
        assertThatThrownBy(() -> other.get(0))
                .hasMessage(folder.resolve("c.csv") + ", line 2, column 2: 'kind' is 'd', which is none of [a, b, c]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void quotedFields_mayHaveLineEndsQuotesAndDelimiters(String end) throws IOException {
        String text =
                String.join(end, "x,kind", "1,\"a" + end + "b\"", "", "2,\"say \"\"hi\"\", ok\"", "\"3\",plain", "");
        for (int batch = 1; batch < 5; batch++) {
            CsvSequence data = open(write("a.csv", text), KIND, batch);
            assertThat(data.notes().classes()).containsExactly("a" + end + "b", "plain", "say \"hi\", ok");
            assertThat(xOf(data)).containsExactly(1f, 2f, 3f);
        }
    }

    @Test
    void lastLine_needsNoEnd() throws IOException {
        assertThat(xOf(open(write("a.csv", "x,y\n1,1\n2,2"), values("y"), 1))).containsExactly(1f, 2f);
    }

    @Test
    void fieldsInUtf8_areReadWherePartsOfAFileAre() throws IOException {
        CsvSequence data = open(write("a.csv", "x,kind\n1,größer\n2,日本\n3,größer\n4,日本\n"), KIND, 1);
        assertThat(data.notes().classes()).containsExactly("größer", "日本");
        assertThat(xOf(data)).containsExactly(1f, 2f, 3f, 4f);
        assertThat(targets(data.get(2))).isEqualTo("[[1.0, 0.0]]");
    }

    @Test
    void byteOrderMark_isNoPartOfTheHeader() throws IOException {
        CsvSequence data = open(write("a.csv", "\uFEFFx,y\n1,1\n2,2\n"), values("y"), 1);
        assertThat(xOf(data)).containsExactly(1f, 2f);
    }

    @Test
    void columnsWithoutHeader_haveNumbersForNames() throws IOException {
        String file = write("a.csv", "1;2;3\n4;5;6\n");
        CsvSequence data = CsvSequence.open(file, new CsvFormat(false, ';'), values("0"), 1);
        assertThat(inputs(data.get(0))).isEqualTo("[[2.0, 3.0]]");
        assertThat(inputs(data.get(1))).isEqualTo("[[5.0, 6.0]]");
        assertThat(targets(data.get(1))).isEqualTo("[[4.0]]");
    }

    @Test
    void folder_isReadInTheOrderOfNames() throws IOException {
        write("d/b.csv", "x,y\n3,3\n");
        write("d/a.csv", "x,y\n1,1\n2,2\n");
        write("d/c.csv", "x,y\n4,4\n5,5\n");
        write("d/_SUCCESS", "x");
        write("d/.part.crc", "x");
        assertThat(xOf(open(folder.resolve("d").toString(), values("y"), 4))).containsExactly(1f, 2f, 3f, 4f, 5f);
    }

    @Test
    void everyRow_isInOneBatch() throws IOException {
        for (int files = 1; files <= 3; files++) {
            for (int rows = 1; rows <= 5; rows++) {
                String name = files + "x" + rows;
                for (int file = 0; file < files; file++) {
                    StringBuilder text = new StringBuilder("x,y\n");
                    for (int row = 0; row < rows; row++) {
                        int value = file * rows + row;
                        text.append(value).append(",\"").append(value).append("\"\n");
                    }
                    write(name + "/" + file + ".csv", text.toString());
                }
                for (int batch = 1; batch <= files * rows + 1; batch++) {
                    CsvSequence data = open(folder.resolve(name).toString(), values("y"), batch);
                    assertThat(data.length()).isEqualTo((files * rows + batch - 1) / batch);
                    assertThat(xOf(data)).hasSize(files * rows).isSorted().doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void copy_readsTheSame() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(open(write("a.csv", "x,kind\n1,b\n2,a\n"), KIND, 1));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(targets(((CsvSequence) in.readObject()).get(1))).isEqualTo("[[1.0, 0.0]]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2~,3~|, line 3, column 1: 'x' has nothing in it: fill it, or leave the row out",
                "1,2~\"\",3~|, line 3, column 1: 'x' has nothing in it: fill it, or leave the row out",
                "1,2~?,3~|, line 3, column 1: 'x' is '?', but a finite number is needed",
                "1,2~1f,3~|, line 3, column 1: 'x' is '1f', but a finite number is needed",
                "1,2~NaN,3~|, line 3, column 1: 'x' is 'NaN', but a finite number is needed",
                "1,2~1e99,3~|, line 3, column 1: 'x' is '1e99', but a finite number is needed",
                "1,2~4,1 2~|, line 3, column 2: 'y' is '1 2', but a finite number is needed",
                "1,2~~~4,a~|, line 5, column 2: 'y' is 'a', but a finite number is needed"
            })
    void badField_isNamedWithItsPlace(String text, String message) throws IOException {
        String file = write("a.csv", "x,y\n" + text.replace('~', '\n'));
        CsvSequence data = open(file, values("y"), 1);
        assertThat(data.get(0).size()).isEqualTo(1);
        assertThatThrownBy(() -> data.get(1)).isInstanceOf(IOException.class).hasMessage(file + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "x,y~1,2~3~|, line 3, column 1: has 1 fields, but there are 2 columns",
                "x,y~1,2~3,4,5~|, line 3, column 1: has 3 fields, but there are 2 columns",
                "x,y~1,\"2\"a\"~|, line 2, column 2: a quote within a quoted field must be written twice",
                "x,x~1,2~|' has a column twice: [x, x]'",
                "x,z~1,2~|' has no column ''y'': it has [x, z]'",
                "y~1~|' has no columns beside [y]: a model needs inputs'",
                "x,y~|' has no rows'"
            })
    void badFile_isRefusedAtTheFirstLook(String text, String message) throws IOException {
        String file = write("a.csv", text.replace('~', '\n'));
        assertThatThrownBy(() -> open(file, values("y"), 1))
                .isInstanceOf(IOException.class)
                .hasMessage(file + message);
    }

    @Test
    void missingClosingQuote_isFound() throws IOException {
        String file = write("a.csv", "x,y\n1,\"2\n" + "3,4\n".repeat(50_000));
        assertThatThrownBy(() -> open(file, values("y"), 1))
                .hasMessageStartingWith(
                        file + ", line 2, column 2: more than 16384 columns, or a field of more than 65536");
    }

    @Test
    void otherClasses_areRefused() throws IOException {
        TableSchema three = new TableSchema(List.of(), new Label("kind", 3, List.of()));
        String names = write("a.csv", "x,kind\n1,a\n2,b\n");
        assertThatThrownBy(() -> open(names, three, 1))
                .hasMessage(names + " has 2 classes in column 'kind' [a, b], but classes is 3");
        String numbers = write("b.csv", "x,kind\n1,3\n");
        assertThatThrownBy(() -> open(numbers, three, 1))
                .hasMessage(numbers + " has the class 3 in column 'kind': with classes 3 they go from 0 to 2");
    }

    @Test
    void otherHeader_inAFolder_isRefused() throws IOException {
        write("d/a.csv", "x,y\n1,1\n");
        String second = write("d/b.csv", "y,x\n1,1\n");
        assertThatThrownBy(() -> open(folder.resolve("d").toString(), values("y"), 1))
                .hasMessage(second + " has the columns [y, x], but the files before it have [x, y]");
    }

    @Test
    void packedFile_isRefused() throws IOException {
        Path file = folder.resolve("a.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("x,y\n1,1\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> open(file.toString(), values("y"), 1))
                .hasMessageStartingWith(file + " is packed by gzip, of which no single rows can be read");
    }

    @Test
    void fileThatHasShrunk_isNamed() throws IOException {
        String file = write("a.csv", "x,y\n1,1\n2,2\n");
        CsvSequence data = open(file, values("y"), 1);
        write("a.csv", "x,y\n1,1\n");
        assertThatThrownBy(() -> data.get(1)).hasMessage(file + " has changed since the run started: it had 12 bytes");
    }

    @Test
    void emptyFolder_isRefused() throws IOException {
        write("d/_SUCCESS", "x");
        assertThatThrownBy(() -> open(folder.resolve("d").toString(), values("y"), 1))
                .hasMessage(folder.resolve("d") + " has no files with anything in them");
    }

    @Test
    void hosts_areThoseOfTheBatch() throws IOException {
        write("d/0-a-b.csv", "x,y\n1,1\n2,2\n");
        write("d/1-b-c.csv", "x,y\n3,3\n4,4\n");
        CsvSequence data = open("spread://" + folder.resolve("d"), values("y"), 2);
        assertThat(data.preferredHosts(0, 1)).containsExactly("a", "b");
        assertThat(data.preferredHosts(1, 2)).containsExactly("b", "c");
        assertThat(data.preferredHosts(0, 2).get(0)).isEqualTo("b");
        assertThat(data.preferredHosts(1, 1)).isEmpty();
    }

    private static List<Float> xOf(CsvSequence data) {
        List<Float> values = new ArrayList<>();
        for (Batch batch : data) {
            for (float[] row : batch.inputs().get(0).toFloatMatrix()) {
                values.add(row[0]);
            }
        }
        return values;
    }
}
