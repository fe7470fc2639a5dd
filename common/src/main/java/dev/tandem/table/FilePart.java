package dev.tandem.table;

import dev.tandem.data.DataFile;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some bytes of a file.
 *
 * @param file which one
 * @param from first byte
 * @param length how many
 */
record FilePart(DataFile file, long from, long length) implements Serializable {

    /** Hosts that hold at least half of the bytes, those with most first; none for local files. */
    static List<String> hosts(List<FilePart> parts) {
        Map<String, Long> held = new TreeMap<>();
        long all = 0;
        for (FilePart part : parts) {
            all += part.length;
            try {
                part.file
                        .bytesOnHosts(part.from, part.length)
                        .forEach((host, bytes) -> held.merge(host, bytes, Long::sum));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot find out where " + part.file + " is stored", e);
            }
        }
        long half = (all + 1) / 2;
        return held.entrySet().stream()
                .filter(host -> host.getValue() >= half)
                .sorted(Comparator.comparing(host -> -host.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
