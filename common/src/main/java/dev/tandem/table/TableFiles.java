package dev.tandem.table;

import dev.tandem.data.DataFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;

/** The files of a table. */
final class TableFiles {

    private TableFiles() {}

    /**
     * A file alone, or the files of a folder by name, those left out whose names begin with {@code _} or {@code .} as writers' own do.
     *
     * @throws IOException if there are none, or if the folder has folders in it; the message names it
     */
    static List<DataFile> at(String path) throws IOException {
        DataFile place = DataFile.at(path);
        if (!place.status().isDirectory()) {
            return List.of(place);
        }
        List<String> names = new ArrayList<>();
        for (FileStatus status : place.list()) {
            String name = status.getPath().getName();
            if (name.startsWith("_") || name.startsWith(".") || (status.getLen() == 0 && !status.isDirectory())) {
                continue;
            }
            if (status.isDirectory()) {
                throw new IOException(
                        place + " has the folder " + name
                                + " in it, but a table is the files of one folder (the source spark: reads partitioned tables)");
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw new IOException(place + " has no files with anything in them");
        }
        return names.stream()
                .sorted(Comparator.naturalOrder())
                .map(place::child)
                .toList();
    }
}
