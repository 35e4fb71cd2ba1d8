/// A trained model as a folder that Hugging Face's tools open, and such a folder back.
///
/// Question answered: which files, which names and which layout does `transformers` expect of a
/// GPT-2?
///
/// Reading order: [HuggingFaceFolder] (the files), [Gpt2Config] (`config.json`), [Safetensors] and
/// [Tensor] (`model.safetensors`). Which of our numbers is which tensor is said in
/// `model.Gpt2Checkpoint`.
///
/// Sources: the documentation of `GPT2Config` and `GPT2LMHeadModel` in Hugging Face's transformers;
/// the format section of the README of Hugging Face's safetensors.
///
/// Imports `stage` and `text` only; it knows files, not models.
///
/// Example: `HuggingFaceFolder.read(folder).tensors().get("lm_head.weight")`.
@NullMarked
package org.rlhflab.pretrain.export;

import org.jspecify.annotations.NullMarked;
