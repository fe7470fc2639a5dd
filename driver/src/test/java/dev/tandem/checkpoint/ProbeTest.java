package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about file systems that can do less than a local disk. */
final class ProbeTest {

    @TempDir
    private Path folder;

    /** A disk that is called one on which all is kept. */
    private static class Kept extends Disk {
        @Override
        String kind(Path folder) {
            return "ext4";
        }
    }

    private Probe probe(Disk disk) throws IOException {
        return new LocalStore(folder.resolve("run"), disk).prepare();
    }

    @Test
    void localDisk_isDurable() throws IOException {
        assertThat(probe(new Kept())).isEqualTo(Probe.DURABLE);
    }

    @Test
    void folderThatCannotBeFlushed_limits() throws IOException {
        Disk disk = new Kept() {
            @Override
            void forceFolder(Path forced) throws IOException {
                throw new FileSystemException(forced.toString(), null, "Invalid argument");
            }
        };
        assertThat(probe(disk))
                .isEqualTo(Probe.limited(
                        Durability.PROCESS_CRASH,
                        "new files' names cannot be flushed: " + folder.resolve("run") + ": Invalid argument"));
    }

    @Test
    void filesThatCannotBeLinked_limit() throws IOException {
        Disk disk = new Kept() {
            @Override
            void link(Path link, Path existing) {
                throw new UnsupportedOperationException("no links here");
            }
        };
        assertThat(probe(disk))
                .isEqualTo(Probe.limited(Durability.PROCESS_CRASH, "files cannot be linked: no links here"));
    }

    @Test
    void unknownKind_limits() throws IOException {
        Disk disk = new Disk() {
            @Override
            String kind(Path root) throws IOException {
                throw new IOException("mount point not found");
            }
        };
        assertThat(probe(disk))
                .isEqualTo(Probe.limited(Durability.PROCESS_CRASH, "its kind is unknown: mount point not found"));
    }

    @Test
    void otherHadoopFileSystem_limits() throws IOException {
        FileSystem local = FileSystem.getLocal(new Configuration());
        HadoopStore store = new HadoopStore(local, new org.apache.hadoop.fs.Path(folder.toUri()));
        assertThat(store.prepare().durability()).isEqualTo(Durability.BEST_EFFORT);
        assertThat(store.prepare().limit()).isPresent();
    }
}
