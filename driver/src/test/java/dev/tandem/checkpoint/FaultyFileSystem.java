package dev.tandem.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A Hadoop file system whose calls, and those of its output streams, go wrong. */
final class FaultyFileSystem extends FilterFileSystem {

    private final Fault fault;

    FaultyFileSystem(FileSystem files, Fault fault) {
        super(files);
        this.fault = fault;
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        FSDataOutputStream created = fault.around(
                () -> super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress),
                Fault.NONE);
        return new FSDataOutputStream(new FaultyOutput(created), null);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return fault.aroundAnswer(() -> super.rename(from, to));
    }

    @Override
    public boolean delete(Path file, boolean recursive) throws IOException {
        return fault.aroundAnswer(() -> super.delete(file, recursive));
    }

    @Override
    public boolean mkdirs(Path folder) throws IOException {
        return fault.aroundAnswer(() -> super.mkdirs(folder));
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        return fault.around(() -> super.listStatus(folder), Fault.NONE);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        return fault.around(() -> super.open(file, bufferSize), Fault.NONE);
    }

    private final class FaultyOutput extends FilterOutputStream
            implements org.apache.hadoop.fs.Syncable, org.apache.hadoop.fs.StreamCapabilities {

        private final FSDataOutputStream output;

        FaultyOutput(FSDataOutputStream output) {
            super(output);
            this.output = output;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            fault.around(
                    () -> {
                        output.write(bytes, offset, length);
                        return true;
                    },
                    () -> {
                        output.write(bytes, offset, length / 2);
                        output.hflush();
                    });
        }

        @Override
        public void hflush() throws IOException {
            output.hflush();
        }

        @Override
        public void hsync() throws IOException {
            fault.around(
                    () -> {
                        output.hsync();
                        return true;
                    },
                    Fault.NONE);
        }

        @Override
        public boolean hasCapability(String capability) {
            return output.hasCapability(capability);
        }

        @Override
        public void close() throws IOException {
            fault.around(
                    () -> {
                        output.close();
                        return true;
                    },
                    Fault.NONE);
        }
    }
}
