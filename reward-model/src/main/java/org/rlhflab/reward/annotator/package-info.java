/// Who labels, and how: simulated annotators whose every inclination is known.
///
/// Question answered: given two responses of known quality, which does a person with these
/// inclinations prefer, how surely, and what reason do they write down?
///
/// Reading order: [AnnotatorProfile] (what a person is like), [ResponseFeatures] (what they look
/// at), [Utility] (what a response is worth to them), [ChoiceModel] (how worth becomes a choice),
/// [SimulatedAnnotator] (one person at work), [Rationale] (their written reason), [LabelingSession]
/// (a crowd labels a list of pairs), [CollectionPlan] and [AnnotationCampaign] (with gold tasks,
/// repeats and sittings, each an [AssignedTask]); [RatingModel] and [RatingSession] for marks on
/// single responses; [BayesCeiling] (how far anything can get that learns from such people).
///
/// Papers: Bradley and Terry 1952 (choice by difference of worth); Dubois et al. 2023, AlpacaFarm
/// (simulated annotators with noise and bias); Wichmann and Hill 2001 (lapses); Thorndike 1920,
/// Guilford 1954 and Krosnick 1991 (halo, leniency and unread answers in ratings).
///
/// May import the world's and the rubric's records and `reward.label`; not the model, not a stage.
///
/// Example: `new LabelingSession(profiles, GoldRubric.DEFAULTS, 7, "1", "grammar",
/// 1).label(pairs)`.
@NullMarked
package org.rlhflab.reward.annotator;

import org.jspecify.annotations.NullMarked;
