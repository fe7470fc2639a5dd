package dev.tandem.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * A run directory on a Hadoop file system. Where renaming is one step that never overwrites (HDFS), a manifest is a temporary, {@code
 * hsync} and a rename; elsewhere it is one put, which object stores make visible whole, and whose checksum tells a torn one.
 */
final class HadoopStore implements Store {

    private static final Set<String> RENAMES_IN_ONE_STEP = Set.of("hdfs", "viewfs", "webhdfs", "swebhdfs", "ofs");

    private final FileSystem files;
    private final Path root;
    private final boolean renames;

    HadoopStore(FileSystem files, Path root) {
        this.files = files;
        this.root = files.makeQualified(root);
        this.renames = RENAMES_IN_ONE_STEP.contains(files.getUri().getScheme());
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public Probe prepare() throws IOException {
        return StoreErrors.naming("prepare the run directory", root, () -> {
            for (Folder folder : Folder.values()) {
                if (!files.mkdirs(path(folder))) {
                    throw new IOException("the file system refused to make " + path(folder));
                }
            }
            Path probe = new Path(path(Folder.TEMPORARY), "probe-" + Tokens.random());
            boolean syncs = createSynced(probe, output -> output.write(1));
            files.delete(probe, false);
            if (!syncs) {
                return Probe.limited(Durability.BEST_EFFORT, "its streams have no hsync");
            }
            return renames
                    ? Probe.DURABLE
                    : Probe.limited(Durability.BEST_EFFORT, "its renames are not known to be one step");
        });
    }

    @Override
    public List<StoredFile> list(Folder folder) throws IOException {
        return StoreErrors.naming("list", path(folder), () -> {
            List<StoredFile> found = new ArrayList<>();
            for (FileStatus status : statuses(folder)) {
                if (status.isFile()) {
                    found.add(new StoredFile(status.getPath().getName(), status.getLen()));
                }
            }
            found.sort(Comparator.comparing(StoredFile::name));
            return found;
        });
    }

    private FileStatus[] statuses(Folder folder) throws IOException {
        try {
            return files.listStatus(path(folder));
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    @Override
    public void write(String name, Content content) throws IOException {
        Path file = new Path(path(Folder.DATA), name);
        StoreErrors.naming("write", file, () -> createSynced(file, content));
    }

    @Override
    public void publish(Folder folder, String name, byte[] content) throws IOException {
        Path file = new Path(path(folder), name);
        StoreErrors.naming("write", file, () -> {
            if (!renames) {
                return createSynced(file, output -> output.write(content));
            }
            Path temporary = new Path(path(Folder.TEMPORARY), name);
            createSynced(temporary, output -> output.write(content));
            return renameWithoutOverwrite(temporary, file);
        });
    }

    private boolean renameWithoutOverwrite(Path temporary, Path file) throws IOException {
        if (files.rename(temporary, file)) {
            return true;
        }
        if (files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        throw new IOException("the file system refused to rename " + temporary);
    }

    /** Returns whether the file system could flush to disk. Not closing after a failure would leave the file's lease open. */
    private boolean createSynced(Path file, Content content) throws IOException {
        FSDataOutputStream output = files.create(file, false);
        try { // with resources, the exception that HDFS throws from write and again from close would suppress itself
            content.writeTo(output);
            boolean syncs = output.hasCapability(StreamCapabilities.HSYNC);
            if (syncs) {
                output.hsync();
            }
            return syncs;
        } finally {
            output.close();
        }
    }

    @Override
    public InputStream open(Folder folder, String name) throws IOException {
        Path file = new Path(path(folder), name);
        return StoreErrors.naming("read", file, () -> files.open(file));
    }

    @Override
    public void delete(Folder folder, List<String> names) throws IOException {
        StoreErrors.naming("delete files of", path(folder), () -> {
            for (String name : names) {
                files.delete(new Path(path(folder), name), false);
            }
            return names;
        });
    }

    /** Hadoop's rename nests a directory in an existing one, so the new place must not exist. */
    @Override
    public String moveAside(String suffix) throws IOException {
        Path aside = root.suffix(suffix);
        return StoreErrors.naming("move aside", root, () -> {
            if (files.exists(aside) || !files.rename(root, aside)) {
                throw new IOException("the file system refused to rename it to " + aside);
            }
            return aside.toString();
        });
    }

    private Path path(Folder folder) {
        return new Path(root, folder.path());
    }
}
