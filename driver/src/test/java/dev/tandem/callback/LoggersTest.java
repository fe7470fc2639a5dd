package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.metric.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History, CSVLogger and EventLogger. */
class LoggersTest {

    @TempDir
    Path folder;

    private final FakeRun run = new FakeRun();

    private void fit(Callback callback, Logs... epochs) {
        callback.onTrainBegin(run);
        for (int epoch = 0; epoch < epochs.length; epoch++) {
            callback.onEpochEnd(epoch, epochs[epoch], run);
        }
        callback.onTrainEnd(new Logs(), run);
    }

    private static Logs logs(double loss, double accuracy) {
        return new Logs().put("val_loss", loss).put("accuracy", accuracy);
    }

    private Path file() {
        return folder.resolve("new").resolve("log.txt");
    }

    private CSVLogger csv() {
        return CSVLogger.at(file().toString());
    }

    private String text() throws IOException {
        return Files.readString(file());
    }

    @Test
    void csv_rowPerEpoch_sortedColumns() throws IOException {
        fit(csv(), logs(0.5, 1), logs(Double.NaN, 1e-5));
        assertThat(text()).isEqualTo("epoch,accuracy,val_loss\r\n0,1.0,0.5\r\n1,1e-05,nan\r\n");
    }

    @Test
    void csv_firstEpochWithoutValidation_addsColumnsForIt() throws IOException {
        fit(
                csv(),
                new Logs().put("loss", 1),
                new Logs().put("loss", 2).put("val_loss", 3).put("other", 4),
                new Logs());
        assertThat(text()).isEqualTo("epoch,loss,val_loss\r\n0,1.0,NA\r\n1,2.0,3.0\r\n2,NA,NA\r\n");
    }

    @Test
    void csv_ownSeparator_quotesWhatHoldsIt() throws IOException {
        fit(csv().separator(";"), new Logs().put("val_a;b", 1).put("val_\"c\"", 2));
        assertThat(text()).isEqualTo("epoch;\"val_\"\"c\"\"\";\"val_a;b\"\r\n0;2.0;1.0\r\n");
    }

    @Test
    void csv_secondFit_beginsTheFileAnew() throws IOException {
        CSVLogger callback = csv();
        fit(callback, logs(1, 1), logs(2, 2));
        fit(callback, new Logs().put("val_x", 3));
        assertThat(text()).isEqualTo("epoch,val_x\r\n0,3.0\r\n");
    }

    @Test
    void csv_append_writesNoSecondHeader() throws IOException {
        fit(csv(), logs(1, 1));
        fit(csv().append(), logs(2, 2));
        assertThat(text()).isEqualTo("epoch,accuracy,val_loss\r\n0,1.0,1.0\r\n0,2.0,2.0\r\n");
    }

    @Test
    void csv_appendToNothing_writesTheHeader() throws IOException {
        fit(csv().append(), logs(2, 2));
        assertThat(text()).startsWith("epoch,");
    }

    @Test
    void csv_resumed_dropsRowsOfEpochsThatRunAgain() throws IOException {
        CSVLogger first = csv();
        fit(first, logs(1, 1));
        CallbackState committed = first.state();
        first.onEpochEnd(1, logs(99, 99), run);
        CSVLogger second = csv();
        second.onTrainBegin(run);
        second.restore(committed);
        second.onEpochEnd(1, logs(2, 2), run);
        assertThat(text()).isEqualTo("epoch,accuracy,val_loss\r\n0,1.0,1.0\r\n1,2.0,2.0\r\n");
    }

    @Test
    void csv_resumedWithoutItsFile_startsWithTheHeader() throws IOException {
        CSVLogger first = csv();
        fit(first, logs(1, 1));
        Files.delete(file());
        CSVLogger second = csv();
        second.onTrainBegin(run);
        second.restore(first.state());
        second.onEpochEnd(1, logs(2, 2), run);
        assertThat(text()).isEqualTo("epoch,accuracy,val_loss\r\n1,2.0,2.0\r\n");
    }

    @Test
    void csv_badValues_areRefused() {
        assertThatThrownBy(() -> csv().separator(", "))
                .hasMessage("Invalid separator: \", \" (must be one character, no quote and no line end)");
        assertThatThrownBy(() -> csv().separator("\"")).hasMessageContaining("Invalid separator");
        assertThatThrownBy(() -> CSVLogger.at(" ")).hasMessage("Invalid filename: \" \" (must name a file)");
    }

    @Test
    void csv_unwritable_namesTheFile() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Callback callback =
                CSVLogger.at(folder.resolve("file").resolve("log.csv").toString());
        assertThatThrownBy(() -> fit(callback, logs(1, 1))).hasMessageStartingWith("Cannot write " + folder);
    }

    @Test
    void events_oneObjectPerEpoch() throws IOException {
        fit(EventLogger.at(file().toUri().toString()), logs(0.5, 1), logs(Double.NEGATIVE_INFINITY, Double.NaN));
        assertThat(text())
                .isEqualTo("{\"epoch\":0,\"val_loss\":0.5,\"accuracy\":1.0}\n"
                        + "{\"epoch\":1,\"val_loss\":\"-Infinity\",\"accuracy\":\"NaN\"}\n");
    }

    @Test
    void events_append_keepsWhatIsThere() throws IOException {
        fit(EventLogger.at(file().toString()), logs(1, 1));
        fit(EventLogger.at(file().toString()).append(), logs(2, 2));
        assertThat(text().lines()).hasSize(2);
        fit(EventLogger.at(file().toString()), logs(2, 2));
        assertThat(text().lines()).hasSize(1);
    }

    @Test
    void history_keepsAListPerName() {
        History history = new History();
        fit(history, logs(1, 2), new Logs().put("val_loss", 3));
        assertThat(history.epochs()).containsExactly(0, 1);
        assertThat(history.values("val_loss")).containsExactly(1.0, 3.0);
        assertThat(history.values("accuracy")).containsExactly(2.0);
        assertThat(history.values("none")).isEmpty();
        assertThat(history.values()).containsOnlyKeys("val_loss", "accuracy");
    }

    @Test
    void history_secondFit_goesOnWithTheLists() {
        History history = new History();
        fit(history, logs(1, 2), logs(1, 2));
        fit(history, logs(3, 4));
        assertThat(history.epochs()).containsExactly(0);
        assertThat(history.values("val_loss")).containsExactly(1.0, 1.0, 3.0);
    }
}
