package dev.tandem.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Contents of files that several copies of a Sequence in one JVM share: loaded once, dropped when memory runs short. Thread-safe;
 * threads that ask for a file while it is being loaded wait for it.
 */
public final class ContentCache {

    private final ConcurrentMap<Version, Slot> slots = new ConcurrentHashMap<>();

    /** One state of a file: a changed file is another version. */
    public record Version(String address, long length, long modified) {}

    /** Reads a file. */
    public interface Loader {
        byte[] load() throws IOException;
    }

    /** The content of a file; a failure is not remembered. The array is shared and must not be changed. */
    public byte[] content(Version version, Loader loader) throws IOException {
        Slot slot = slots.computeIfAbsent(version, key -> new Slot());
        try {
            return slot.content(loader);
        } finally {
            slots.values().removeIf(Slot::isEmpty);
        }
    }

    private static final class Slot {

        private final ReentrantLock loading = new ReentrantLock();
        private volatile @Nullable SoftReference<byte[]> loaded;

        byte[] content(Loader loader) throws IOException {
            try {
                loading.lockInterruptibly();
            } catch (InterruptedException e) {
                throw (IOException) new InterruptedIOException("Interrupted while another thread loads").initCause(e);
            }
            try {
                byte[] present = present();
                if (present != null) {
                    return present;
                }
                byte[] content = loader.load();
                loaded = new SoftReference<>(content);
                return content;
            } finally {
                loading.unlock();
            }
        }

        boolean isEmpty() {
            return present() == null && !loading.isLocked();
        }

        private byte @Nullable [] present() {
            SoftReference<byte[]> reference = loaded;
            return reference == null ? null : reference.get();
        }
    }
}
