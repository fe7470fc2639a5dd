package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.metric.Logs;
import dev.tandem.model.TrainableModel.SavedParts;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCheckpointTest {

    private static FakeRun fit(Callback callback, FakeRun run, double... losses) {
        callback.check(Metrics.WITH_VALIDATION);
        callback.onTrainBegin(run);
        for (int epoch = 0; epoch < losses.length; epoch++) {
            run.train(epoch);
            callback.onEpochBegin(epoch, run);
            callback.onEpochEnd(epoch, new Logs().put("val_loss", losses[epoch]), run);
        }
        callback.onTrainEnd(new Logs(), run);
        return run;
    }

    private static List<String> paths(FakeRun run) {
        return run.saves.stream().map(FakeRun.Save::path).toList();
    }

    @Test
    void default_savesEveryEpochWithTheUpdater() {
        FakeRun run = fit(ModelCheckpoint.at("{epoch:02d}-{val_loss:.2f}.zip"), new FakeRun(), 0.125, 9);
        assertThat(run.saves)
                .containsExactly(
                        new FakeRun.Save("01-0.12.zip", SavedParts.WEIGHTS_AND_UPDATER, 0),
                        new FakeRun.Save("02-9.00.zip", SavedParts.WEIGHTS_AND_UPDATER, 1));
    }

    @Test
    void saveWeightsOnly_leavesOutTheUpdater() {
        FakeRun run = fit(ModelCheckpoint.at("m.zip").saveWeightsOnly(), new FakeRun(), 1);
        assertThat(run.saves).containsExactly(new FakeRun.Save("m.zip", SavedParts.WEIGHTS, 0));
    }

    @Test
    void saveBestOnly_isStrictAndSkipsNaN() {
        FakeRun run = fit(ModelCheckpoint.at("{epoch}").saveBestOnly(), new FakeRun(), Double.NaN, 3, 3, 4, 2);
        assertThat(paths(run)).containsExactly("2", "5");
    }

    @Test
    void modeMax_savesTheLargest() {
        FakeRun run = fit(ModelCheckpoint.at("{epoch}").saveBestOnly().mode(Mode.MAX), new FakeRun(), 1, 0, 2);
        assertThat(paths(run)).containsExactly("1", "3");
    }

    @Test
    void initialValueThreshold_mustBeBeaten() {
        FakeRun run =
                fit(ModelCheckpoint.at("{epoch}").saveBestOnly().initialValueThreshold(2), new FakeRun(), 3, 2, 1);
        assertThat(paths(run)).containsExactly("3");
    }

    @Test
    void secondFit_keepsTheBest() {
        Callback callback = ModelCheckpoint.at("{epoch}").saveBestOnly();
        fit(callback, new FakeRun(), 2);
        assertThat(paths(fit(callback, new FakeRun(), 3, 1))).containsExactly("2");
    }

    @Test
    void missingMetric_warnsOnceAndDoesNotSave() {
        FakeRun run = new FakeRun();
        Callback callback = ModelCheckpoint.at("{epoch}").saveBestOnly();
        callback.onEpochEnd(0, new Logs().put("loss", 1), run);
        callback.onEpochEnd(1, new Logs().put("loss", 1), run);
        assertThat(run.saves).isEmpty();
        assertThat(run.printed)
                .containsExactly(
                        "Warning: ModelCheckpoint needs val_loss, which this epoch does not have; available: loss; "
                                + "nothing is saved");
    }

    @Test
    void missingKey_failsEvenInAnEpochThatWouldNotBeSaved() {
        Callback callback = ModelCheckpoint.at("{accuracy:.2f}").saveBestOnly().initialValueThreshold(0);
        assertThatThrownBy(() -> fit(callback, new FakeRun(), 1)).hasMessageContaining("epoch 1 has no {accuracy}");
    }

    @Test
    void saveEvery_countsBatchesAcrossEpochs() {
        FakeRun run = new FakeRun();
        Callback callback = ModelCheckpoint.at("{epoch}-{batch}").saveEvery(3);
        for (int epoch = 0; epoch < 2; epoch++) {
            callback.onEpochBegin(epoch, run);
            for (int batch = 0; batch < 5; batch++) {
                callback.onSegmentEnd(batch, new Logs(), run);
            }
            callback.onEpochEnd(epoch, new Logs(), run);
        }
        assertThat(paths(run)).containsExactly("1-3", "2-1", "2-4");
    }

    @Test
    void saveEvery_inLeaps_savesWhenANumberIsReached() {
        FakeRun run = new FakeRun();
        Callback callback = ModelCheckpoint.at("{epoch}-{batch}").saveEvery(5);
        callback.onEpochBegin(0, run);
        assertThat(callback.batchesUntilDue()).isEqualTo(5);
        callback.onSegmentEnd(3, new Logs(), run);
        assertThat(callback.batchesUntilDue()).isEqualTo(1);
        callback.onSegmentEnd(7, new Logs(), run);
        assertThat(callback.batchesUntilDue()).isEqualTo(5);
        callback.onSegmentEnd(9, new Logs(), run);
        callback.onEpochBegin(1, run);
        callback.onSegmentEnd(3, new Logs(), run);
        callback.onSegmentEnd(9, new Logs(), run);
        assertThat(paths(run)).containsExactly("1-8", "2-4", "2-10");
    }

    @Test
    void atEpochEnds_noBatchIsDue() {
        Callback callback = ModelCheckpoint.at("m");
        callback.onSegmentEnd(7, new Logs(), new FakeRun());
        assertThat(callback.batchesUntilDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void saveEveryBestOnly_comparesWheneverLogsHaveTheMetric() {
        FakeRun run = new FakeRun();
        Callback callback =
                ModelCheckpoint.at("{batch}").saveEvery(1).saveBestOnly().monitor("loss");
        callback.check(Metrics.WITH_VALIDATION);
        double[] losses = {3, 4, 2};
        for (int batch = 0; batch < losses.length; batch++) {
            callback.onSegmentEnd(batch, new Logs().put("loss", losses[batch]), run);
        }
        assertThat(paths(run)).containsExactly("1", "3");
    }

    @Test
    void verbose_saysFromWhatToWhatAndWhere() {
        FakeRun run = fit(ModelCheckpoint.at("best.zip").saveBestOnly().verbose(), new FakeRun(), 0.5, 0.4, 0.6);
        assertThat(run.printed)
                .containsExactly(
                        "Epoch 1: val_loss improved from None to 0.50000, saving model to best.zip",
                        "Epoch 1: finished saving model to best.zip",
                        "Epoch 2: val_loss improved from 0.50000 to 0.40000, saving model to best.zip",
                        "Epoch 2: finished saving model to best.zip",
                        "Epoch 3: val_loss did not improve from 0.40000");
    }

    @Test
    void verbose_withoutBest_saysWhere() {
        FakeRun run = fit(ModelCheckpoint.at("m{epoch}.zip").verbose(), new FakeRun(), 0.5);
        assertThat(run.printed)
                .containsExactly("Epoch 1: saving model to m1.zip", "Epoch 1: finished saving model to m1.zip");
    }

    @Test
    void check_refusesWhatCanNeverWork() {
        assertThatThrownBy(() -> ModelCheckpoint.at("{val_los}").check(Metrics.WITH_VALIDATION))
                .hasMessageContaining("there will be no {val_los} to fill in. Did you mean val_loss?");
        assertThatThrownBy(() -> ModelCheckpoint.at("{batch}").check(Metrics.WITH_VALIDATION))
                .hasMessageContaining("there will be no {batch}");
        assertThatThrownBy(() -> ModelCheckpoint.at("{val_loss}").saveEvery(2).check(Metrics.WITH_VALIDATION))
                .hasMessageContaining("there will be no {val_loss}");
        assertThatThrownBy(() ->
                        ModelCheckpoint.at("m").saveEvery(2).saveBestOnly().check(Metrics.WITH_VALIDATION))
                .hasMessageContaining("Invalid monitor: val_loss will not be in the logs");
        assertThatThrownBy(() ->
                        ModelCheckpoint.at("m").monitor("val_x").saveBestOnly().check(Metrics.WITH_VALIDATION))
                .hasMessageContaining("Invalid monitor: val_x");
        assertThatThrownBy(() -> ModelCheckpoint.at("m").monitor("strange").check(Metrics.WITH_VALIDATION))
                .hasMessageContaining("nobody knows which way strange gets better");
    }

    @Test
    void check_withoutValidation_acceptsTheDefaultMonitorThatIsNotCompared() {
        Callback callback = ModelCheckpoint.at("{epoch}-{loss:.2f}");
        callback.check(Metrics.TRAINING);
        assertThat(callback.batchesUntilDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void badValues_areRefused() {
        assertThatThrownBy(() -> ModelCheckpoint.at("m").saveEvery(0))
                .hasMessage("Invalid save_freq: 0 (must be >= 1)");
        assertThatThrownBy(() -> ModelCheckpoint.at("m").initialValueThreshold(Double.NaN))
                .hasMessage("Invalid initial_value_threshold: NaN (must be a number)");
    }

    @Test
    void failedSave_namesTheFile() {
        FakeRun run = new FakeRun();
        run.fullDisk();
        assertThatThrownBy(() -> ModelCheckpoint.at("a{epoch}.zip").onEpochEnd(0, new Logs(), run))
                .hasMessage("Cannot save the model to a1.zip: disk full");
    }

    @Test
    void saveFrequency_afterAResumeWithinAnEpoch_namesThatEpoch() {
        ModelCheckpoint cut = ModelCheckpoint.at("{epoch}-{batch}").saveEvery(4);
        cut.onEpochBegin(2, new FakeRun());
        cut.onSegmentEnd(1, new Logs(), new FakeRun());

        FakeRun run = new FakeRun();
        ModelCheckpoint resumed = ModelCheckpoint.at("{epoch}-{batch}").saveEvery(4);
        resumed.restore(cut.state());
        resumed.onSegmentEnd(3, new Logs(), run);

        assertThat(paths(run)).containsExactly("3-4");
    }
}
