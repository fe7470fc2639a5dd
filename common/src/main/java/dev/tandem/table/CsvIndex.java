package dev.tandem.table;

import dev.tandem.data.DataFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Where in some CSV files each batch begins: 20 bytes per batch, made in one look at all of them. */
final class CsvIndex implements Serializable {

    private static final long serialVersionUID = 1;

    private final List<Source> files;
    private final int[] fileOf;
    private final long[] byteOf;
    private final long[] lineOf;

    /**
     * A file that was looked at.
     *
     * @param file which
     * @param length of it
     * @param begin byte after the header
     * @param line number of the line after the header
     */
    record Source(DataFile file, long length, long begin, long line) implements Serializable {}

    /**
     * Records that follow each other in one file.
     *
     * @param source which
     * @param from first byte
     * @param to byte after the last one
     * @param line number of the first line
     */
    record Stretch(Source source, long from, long to, long line) {

        FilePart part() {
            return new FilePart(source.file(), from, to - from);
        }
    }

    /**
     * @param files in order
     * @param marks where each batch begins: file, byte, line
     */
    CsvIndex(List<Source> files, List<long[]> marks) {
        this.files = new ArrayList<>(files);
        fileOf = new int[marks.size()];
        byteOf = new long[marks.size()];
        lineOf = new long[marks.size()];
        for (int i = 0; i < marks.size(); i++) {
            fileOf[i] = (int) marks.get(i)[0];
            byteOf[i] = marks.get(i)[1];
            lineOf[i] = marks.get(i)[2];
        }
    }

    /** The stretches of some batches, in order; several if they go on in another file. */
    List<Stretch> stretches(int from, int to) {
        List<Stretch> stretches = new ArrayList<>();
        int lastFile = to < fileOf.length ? fileOf[to] : files.size() - 1;
        for (int file = fileOf[from]; file <= lastFile; file++) {
            Source source = files.get(file);
            boolean first = file == fileOf[from];
            boolean last = to < fileOf.length && file == lastFile;
            Stretch stretch = new Stretch(
                    source,
                    first ? byteOf[from] : source.begin(),
                    last ? byteOf[to] : source.length(),
                    first ? lineOf[from] : source.line());
            if (stretch.to() > stretch.from()) {
                stretches.add(stretch);
            }
        }
        return stretches;
    }
}
