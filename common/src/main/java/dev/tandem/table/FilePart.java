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

    /** Hosts that hold at least half as many of the bytes as the one that holds most, in this order; none for local files. */
    static List<String> hosts(List<FilePart> parts) {
        Map<String, Long> held = new TreeMap<>();
        for (FilePart part : parts) {
            try {
                part.file
                        .bytesOnHosts(part.from, part.length)
                        .forEach((host, bytes) -> held.merge(host, bytes, Long::sum));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot find out where " + part.file + " is stored", e);
            }
        }
        long most = held.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return held.entrySet().stream()
                .filter(host -> 2 * host.getValue() >= most)
                .sorted(Comparator.comparing(host -> -host.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
