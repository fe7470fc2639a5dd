package dev.tandem.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file or folder of any Hadoop file system, by its full address: the same file wherever the object travels.
 *
 * @param address with scheme, for example {@code file:/data/train.gz} or {@code hdfs://host/data/train.gz}
 */
public record DataFile(String address) implements Serializable {

    private static final Configuration HADOOP = new Configuration();
    private static final String LOCAL = "file:";

    /** The file at a path as a user writes it; relative paths start at the working directory. */
    public static DataFile at(String path) throws IOException {
        if (path.isBlank()) {
            throw new IllegalArgumentException("Invalid path: \"" + path + "\" (must not be blank)");
        }
        Path given = new Path(path);
        return new DataFile(given.getFileSystem(HADOOP).makeQualified(given).toString());
    }

    public DataFile child(String name) {
        return new DataFile(address + "/" + name);
    }

    /** Length, time of change and kind. */
    public FileStatus status() throws IOException {
        try {
            return fileSystem().getFileStatus(path());
        } catch (FileNotFoundException e) {
            throw missing(e);
        }
    }

    /** What a folder holds, in no particular order. */
    public FileStatus[] list() throws IOException {
        if (!status().isDirectory()) {
            throw new IOException(this + " is a file, but a folder is needed");
        }
        return fileSystem().listStatus(path());
    }

    public FSDataInputStream open() throws IOException {
        try {
            return fileSystem().open(path());
        } catch (FileNotFoundException e) {
            throw missing(e);
        }
    }

    public byte[] bytes() throws IOException {
        try (FSDataInputStream in = open()) {
            return in.readAllBytes();
        }
    }

    /** Hosts that hold blocks of at least half of the files, those with most first; none for local files. */
    public static List<String> hostsOf(List<DataFile> files) throws IOException {
        TreeMap<String, Integer> filesOnHost = new TreeMap<>();
        for (DataFile file : files) {
            file.hosts().forEach(host -> filesOnHost.merge(host, 1, Integer::sum));
        }
        return filesOnHost.entrySet().stream()
                .filter(entry -> 2 * entry.getValue() >= files.size())
                .sorted((one, other) -> other.getValue() - one.getValue())
                .map(entry -> entry.getKey())
                .toList();
    }

    /** How many bytes of a part of this file each host holds; none for local files. */
    public Map<String, Long> bytesOnHosts(long from, long length) throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        if (!address.startsWith(LOCAL)) {
            for (BlockLocation block : fileSystem().getFileBlockLocations(path(), from, length)) {
                long end = Math.min(from + length, block.getOffset() + block.getLength());
                long held = Math.max(1, end - Math.max(from, block.getOffset()));
                Arrays.stream(block.getHosts()).forEach(host -> bytes.merge(host, held, Long::sum));
            }
        }
        return bytes;
    }

    private Stream<String> hosts() throws IOException {
        if (address.startsWith(LOCAL)) {
            return Stream.of();
        }
        Stream.Builder<String> hosts = Stream.builder();
        for (BlockLocation block : fileSystem().getFileBlockLocations(path(), 0, Long.MAX_VALUE)) {
            Arrays.stream(block.getHosts()).forEach(hosts);
        }
        return hosts.build().distinct();
    }

    private Path path() {
        return new Path(address);
    }

    private FileSystem fileSystem() throws IOException {
        return path().getFileSystem(HADOOP);
    }

    private IOException missing(FileNotFoundException cause) {
        return new IOException("Cannot find " + this + ": check the path, and that every machine can reach it", cause);
    }

    /** The address, a plain path for local files. */
    @Override
    public String toString() {
        return address.startsWith(LOCAL) ? address.substring(LOCAL.length()) : address;
    }
}
