package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStoreTest {

    @TempDir
    Path folder;

    @Test
    void levels_areKeptInTheFirstFolderThatTakesAFile_andLeaveNoName() {
        File missing = folder.resolve("missing").toFile();
        DiskStore store = new DiskStore(2, 3, List.of(missing, folder.toFile()));

        store.keep(7, new byte[] {1, 2, 3});
        store.keep(5, new byte[] {4, 5, 6});
        store.keep(6, new byte[] {7, 8, 9});

        assertThat(store.find(5)).containsExactly(4, 5, 6);
        assertThat(store.find(7)).containsExactly(1, 2, 3);
        assertThat(store.find(6)).isNull();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutAFolder_nothingIsKept() {
        DiskStore store = new DiskStore(2, 1, List.of(folder.resolve("missing").toFile()));

        store.keep(0, new byte[1]);

        assertThat(store.find(0)).isNull();
    }

    @Test
    void fileThatTakesNoMore_isGivenBack() throws IOException {
        Path path = Files.write(folder.resolve("full"), new byte[9]);
        RandomAccessFile full = new RandomAccessFile(path.toFile(), "r");
        DiskStore store = new DiskStore(2, 3, List.of());
        store.use(full);

        store.keep(0, new byte[3]);
        store.keep(1, new byte[3]);

        assertThat(store.find(0)).isNull();
        assertThat(full.getChannel().isOpen()).isFalse();
    }
}
