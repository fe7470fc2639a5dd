package dev.tandem.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NpySequenceTest {

    @TempDir
    private Path folder;

    private String x;
    private String y;

    @BeforeEach
    void write() throws IOException {
        x = Npy.write(folder.resolve("x.npy"), Npy.floats("(3, 2)", 1, 2, 3, 4, 5, 6));
        y = Npy.write(folder.resolve("y.npy"), Npy.bytes("(3,)", 2, 0, 1));
    }

    @Test
    void batches_areRowsOfBothFiles() throws IOException {
        NpySequence data = NpySequence.ofFiles(x, y, 2, OptionalInt.of(3));

        assertThat(data.length()).isEqualTo(2);
        assertThat(data.features()).isEqualTo(2);
        assertThat(rows(data.get(0).inputs().get(0).toFloatMatrix())).isEqualTo("[[1.0, 2.0], [3.0, 4.0]]");
        assertThat(rows(data.get(0).targets().get(0).toFloatMatrix())).isEqualTo("[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]");
        assertThat(rows(data.get(1).inputs().get(0).toFloatMatrix())).isEqualTo("[[5.0, 6.0]]");
        assertThat(rows(data.get(1).targets().get(0).toFloatMatrix())).isEqualTo("[[0.0, 1.0, 0.0]]");
    }

    @Test
    void inputsAlone_haveNoTargets() throws IOException {
        NpySequence data = NpySequence.ofInputs(x, 2);
        assertThat(data.length()).isEqualTo(2);
        assertThat(rows(data.get(1).inputs().get(0).toFloatMatrix())).isEqualTo("[[5.0, 6.0]]");
        assertThat(data.get(0).targets()).isEmpty();
    }

    @Test
    void wholeNumbersAsTargets_stayWithoutClasses() throws IOException {
        Batch batch = NpySequence.ofFiles(x, y, 3, OptionalInt.empty()).get(0);
        assertThat(rows(batch.targets().get(0).toFloatMatrix())).isEqualTo("[[2.0], [0.0], [1.0]]");
    }

    @Test
    void floatsAsTargets_stayWithClasses() throws IOException {
        String numbers = Npy.write(folder.resolve("n.npy"), Npy.floats("(3,)", 0, 1, 0.5f));
        Batch batch = NpySequence.ofFiles(x, numbers, 3, OptionalInt.of(3)).get(0);
        assertThat(rows(batch.targets().get(0).toFloatMatrix())).isEqualTo("[[0.0], [1.0], [0.5]]");
    }

    @Test
    void shape_isThatOfTheRows() throws IOException {
        String images = Npy.write(folder.resolve("i.npy"), Npy.floats("(3, 1, 2, 1)", 1, 2, 3, 4, 5, 6));
        assertThat(NpySequence.ofFiles(images, y, 2, OptionalInt.of(3))
                        .get(1)
                        .inputs()
                        .get(0)
                        .shape())
                .containsExactly(1, 1, 2, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, 0000803F 000000C0, 1, -2",
        ">f4, 3F800000 C0000000, 1, -2",
        "<f8, 000000000000F03F 00000000000000C0, 1, -2",
        ">f8, 3FF0000000000000 C000000000000000, 1, -2",
        "|i1, 7F FE, 127, -2",
        "|u1, 7F FE, 127, 254",
        "|b1, 00 02, 0, 1",
        "<i2, 0100 FEFF, 1, -2",
        ">i2, 0001 FFFE, 1, -2",
        "<u2, 0100 FEFF, 1, 65534",
        ">u2, 0001 FFFE, 1, 65534",
        "<i4, 01000000 FEFFFFFF, 1, -2",
        ">i4, 00000001 FFFFFFFE, 1, -2",
        "<i8, 0100000000000000 FEFFFFFFFFFFFFFF, 1, -2",
        ">i8, 0000000000000001 FFFFFFFFFFFFFFFE, 1, -2"
    })
    void values_areReadOfEveryType(String type, String bytes, float first, float second) throws IOException {
        byte[] values = java.util.HexFormat.of().parseHex(bytes.replace(" ", ""));
        String file = Npy.write(folder.resolve("t.npy"), Npy.array(type, "(2, 1)", values));
        Batch batch = NpySequence.ofFiles(file, file, 2, OptionalInt.empty()).get(0);
        assertThat(batch.inputs().get(0).toFloatVector()).containsExactly(first, second);
        assertThat(batch.targets().get(0).toFloatVector()).containsExactly(first, second);
    }

    @Test
    void versionsTwoAndThree_haveALongerLength() throws IOException {
        byte[] one = Npy.floats("(3, 2)", 1, 2, 3, 4, 5, 6);
        for (byte version : new byte[] {2, 3}) {
            byte[] start = Arrays.copyOf(one, 10);
            start[6] = version;
            String file = Npy.write(
                    folder.resolve("v.npy"),
                    Npy.concatenated(start, new byte[2], Arrays.copyOfRange(one, 10, one.length)));
            assertThat(NpySequence.ofFiles(file, y, 3, OptionalInt.of(3))
                            .get(0)
                            .inputs()
                            .get(0)
                            .toFloatMatrix()[2])
                    .containsExactly(5, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void archive_givesItsArraysByName(int method) throws IOException {
        String file = Npy.archive(
                folder.resolve("d.npz"),
                method,
                Map.of("x", Files.readAllBytes(Path.of(x)), "y", Files.readAllBytes(Path.of(y))));
        NpySequence data = NpySequence.ofArchive(file, "x", "y.npy", 2, OptionalInt.of(3));
        assertThat(rows(data.get(1).inputs().get(0).toFloatMatrix())).isEqualTo("[[5.0, 6.0]]");
        assertThat(rows(data.get(0).targets().get(0).toFloatMatrix())).isEqualTo("[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]");
    }

    @Test
    void archiveWithoutTheArray_saysWhichItHas() throws IOException {
        String file = Npy.archive(folder.resolve("d.npz"), ZipEntry.STORED, Map.of("x_train", new byte[1]));
        assertThatThrownBy(() -> NpySequence.ofArchive(file, "x", "y", 2, OptionalInt.empty()))
                .hasMessage(file + " has no array 'x': it has [x_train]");
    }

    @Test
    void otherFile_isNoArchive() {
        assertThatThrownBy(() -> NpySequence.ofArchive(x, "x", "y", 2, OptionalInt.empty()))
                .hasMessageStartingWith(x + " is no NPZ file: ");
    }

    @Test
    void everyRow_isInOneBatch() throws IOException {
        for (int rows = 1; rows <= 9; rows++) {
            float[] values = new float[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = i;
            }
            String file = Npy.write(folder.resolve("r" + rows + ".npy"), Npy.floats("(" + rows + ",)", values));
            for (int batch = 1; batch <= 10; batch++) {
                List<Float> seen = new ArrayList<>();
                NpySequence.ofFiles(file, file, batch, OptionalInt.empty()).forEach(each -> {
                    assertThat(each.inputs().get(0)).isEqualTo(each.targets().get(0));
                    for (float value : each.inputs().get(0).data().asFloat()) {
                        seen.add(value);
                    }
                });
                assertThat(seen).hasSize(rows).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void copy_readsTheSame() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(NpySequence.ofFiles(x, y, 2, OptionalInt.of(3)));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(rows(((NpySequence) in.readObject())
                            .get(1)
                            .inputs()
                            .get(0)
                            .toFloatMatrix()))
                    .isEqualTo("[[5.0, 6.0]]");
        }
    }

    @Test
    void labelThatIsNoClass_isNamedWithItsRow() throws IOException {
        NpySequence data = NpySequence.ofFiles(x, y, 2, OptionalInt.of(2));
        assertThatThrownBy(() -> data.get(0))
                .hasMessage(y + ", row 0: the label 2 is no class: with classes 2 labels go from 0 to 1");
    }

    @Test
    void rows_mustBeAsManyOnBothSides() throws IOException {
        String two = Npy.write(folder.resolve("two.npy"), Npy.bytes("(2,)", 0, 1));
        assertThatThrownBy(() -> NpySequence.ofFiles(x, two, 2, OptionalInt.empty()))
                .hasMessage(two + " has 2 rows, but " + x + " has 3: every row needs its target");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<f4|True|(3, 2)|is in Fortran order, in which rows are scattered: save it with np.ascontiguousarray",
                "<c8|False|(3, 2)|has values of the type '<c8', but only f4, f8, i1, i2, i4, i8, u1, u2 and bool can be"
                        + " read: convert them with astype",
                "<f4|False|()|has the shape [], but at least one row is needed",
                "<f4|False|(0, 2)|has the shape [0, 2], but at least one row is needed",
                "<f4|False|(2147483648, 2)|has 2147483648 rows, but at most 2147483647 can be read",
                "<f4|False|(2147483647, 999999999999999)|has the absurd shape [2147483647, 999999999999999]",
                "<f4|False|(2147483647, 2)|is truncated: it ends before all values that its header announces",
                "<f4|False|(2, 2)|goes on after the 16 bytes of values that its header announces",
                "<f4|None|(3, 2)|has a header without a readable 'fortran_order': {'descr': '<f4', 'fortran_order': None,"
                        + " 'shape': (3, 2), }"
            })
    void damagedHeader_isRefusedWithTheFilesName(String type, String order, String shape, String message)
            throws IOException {
        String file =
                Npy.write(folder.resolve("bad.npy"), Npy.concatenated(Npy.head(type, order, shape), new byte[24]));
        assertThatThrownBy(() -> NpySequence.ofFiles(file, y, 2, OptionalInt.empty()))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " " + message);
    }

    @Test
    void absurdHeaderLength_isRefused() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        head.put(Npy.head("<f4", "False", "(1,)"), 0, 6)
                .put((byte) 2)
                .put((byte) 0)
                .putInt(-1);
        String file = Npy.write(folder.resolve("bad.npy"), head.array());
        assertThatThrownBy(() -> NpySequence.ofFiles(file, y, 2, OptionalInt.empty()))
                .hasMessage(file + " announces a header of 4294967295 bytes, but at most 65536 are read");
    }

    @Test
    void otherFile_isNoArray() throws IOException {
        String file = Npy.write(folder.resolve("bad.npy"), new byte[100]);
        assertThatThrownBy(() -> NpySequence.ofFiles(file, y, 2, OptionalInt.empty()))
                .hasMessage(file + " is no NPY file: it does not begin with \\x93NUMPY");
    }

    @Test
    void fileThatHasShrunk_isNamedWithRowAndByte() throws IOException {
        NpySequence data = NpySequence.ofFiles(x, y, 2, OptionalInt.of(3));
        Files.write(Path.of(x), Arrays.copyOf(Files.readAllBytes(Path.of(x)), 150));
        assertThatThrownBy(() -> data.get(1))
                .hasMessage(
                        x + " at row 2 (byte 144) is truncated: it ends before all values that its header announces");
    }

    @Test
    void batchThatCannotFit_isRefused() throws IOException {
        String wide = Npy.write(folder.resolve("w.npy"), Npy.bytes("(1, 2000)", new int[2000]));
        String one = Npy.write(folder.resolve("o.npy"), Npy.bytes("(1,)", 1));
        assertThatThrownBy(() -> NpySequence.ofFiles(wide, one, 1 << 20, OptionalInt.empty()))
                .hasMessage(
                        wide + " has 2000 values in a row: a batch of 1048576 rows would have more than the 268435456"
                                + " that fit (use a smaller batch_size)");
    }

    private static String rows(float[][] matrix) {
        return Arrays.deepToString(matrix);
    }
}
