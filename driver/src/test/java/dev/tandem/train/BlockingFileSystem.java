package dev.tandem.train;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** Local files under the scheme {@code blocking:}, whose calls do not come back while they are told not to. */
public final class BlockingFileSystem extends RawLocalFileSystem {

    private static final AtomicInteger WAITING = new AtomicInteger();
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    static void block() {
        WAITING.set(0);
        gate = new CountDownLatch(1);
    }

    /** Lets all calls go on, and tells how many there were since {@link #block}. */
    static int release() {
        int calls = WAITING.get();
        gate.countDown();
        return calls;
    }

    private static void pass() throws IOException {
        CountDownLatch closed = gate;
        if (closed.getCount() > 0) {
            WAITING.incrementAndGet();
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    @Override
    public URI getUri() {
        return URI.create("blocking:///");
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        pass();
        return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        pass();
        return super.open(file, bufferSize);
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        pass();
        return super.listStatus(folder);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        pass();
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path file, boolean recursive) throws IOException {
        pass();
        return super.delete(file, recursive);
    }
}
